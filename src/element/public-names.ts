/**
 * What `heygen-avatar/element` exports: the class and all public names, and no registration. `heygen-avatar` exports the same and
 * registers the element.
 */
export {HeygenAvatarElement} from './heygen-avatar.js';
export type {MethodOptions} from '../session/util/call-options.js';
export {AvatarError} from '../session/errors/avatar-error.js';
export type {AvatarErrorCode} from '../session/errors/error-messages.js';
export * from '../session/events.js';
export type {SessionInfo} from '../session/session-info.js';
export type {SessionAgent, SessionMode, SpeakOptions} from '../session/backends/backend.js';
export type {MemoryKeeper, SessionMemory} from '../session/settings/session-fields.js';
export type {SessionSettings} from '../session/settings/session-settings.js';
export type {EndReason, SessionState} from '../session/session-state.js';
export type {AudioChunk, SpeakAudioOptions, SpeechAudio} from '../session/speech/page-audio.js';
export type {SpeechText, TextStream} from '../session/speech/speech-text.js';
export type {SpeechTask} from '../session/speech/speech-tracker.js';
export type {MicrophoneOptions} from '../session/microphone/desired-microphone.js';
export type {SchemaResult, StandardSchema, Tool} from '../session/tools/tool.js';
export type {TokenProvider, TokenReply} from '../session/token/session-token.js';
export type {StringKey, StringOverrides} from '../ui/locales/strings.js';
export type {TranscriptLine} from '../ui/state/transcript.js';
