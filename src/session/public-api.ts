export {AvatarSession} from './avatar-session.js';
export type {SessionInfo} from './session-info.js';
export type {AvatarSessionOptions, ServerStartedSession} from './session-options.js';
export {AvatarError, type AvatarErrorOptions} from './errors/avatar-error.js';
export {ERROR_MESSAGES, type AvatarErrorCode} from './errors/error-messages.js';
export * from './events.js';
export type {AgentChoice, BackendName, SessionAgent, SessionMode, SpeakOptions} from './backends/backend.js';
export type {SessionMemory} from './settings/session-fields.js';
export type {SessionSettings} from './settings/session-settings.js';
export {DEFAULT_TIMEOUTS, type Timeouts} from './util/timeouts.js';
export type {EndReason, SessionState, StartStep} from './session-state.js';
export type {AudioChunk, SpeakAudioOptions, SpeechAudio} from './speech/page-audio.js';
export type {SpeechText, TextStream} from './speech/speech-text.js';
export type {SpeechTask} from './speech/speech-tracker.js';
export type {SchemaResult, StandardSchema, Tool} from './tools/tool.js';
export {StreamSink, type MediaSink} from './media-sink.js';
export type {MicrophoneOptions} from './microphone/desired-microphone.js';
export type {SessionToken, TokenProvider, TokenReply, TokenSource} from './token/session-token.js';
export type {
  DataMessage,
  MicrophonePublication,
  Room,
  RoomAddress,
  RoomEnd,
  RoomFactory,
  RoomHandlers,
} from './room/room.js';
