import {HeygenAvatarElement} from './heygen-avatar.js';

export {HeygenAvatarElement, type MethodOptions} from './heygen-avatar.js';
export {AvatarError} from './session/avatar-error.js';
export type {AvatarErrorCode} from './session/error-sentences.js';
export * from './session/events.js';
export type {SessionInfo} from './session/session-info.js';
export type {SpeakOptions} from './session/backends/backend.js';
export type {SessionSettings} from './session/backends/streaming/schemas.js';
export type {EndReason, SessionState} from './session/session-state.js';
export type {SpeechTask} from './session/speech.js';
export type {MicrophoneOptions} from './session/voice/voice.js';
export type {TokenProvider, TokenReply} from './session/token.js';
export type {StringKey, StringOverrides} from './ui/strings.js';

// Two copies of the script on one page, or an import on a server: the first definition stays, and none is no fault.
if (globalThis.customElements && !customElements.get('heygen-avatar')) {
  customElements.define('heygen-avatar', HeygenAvatarElement);
}
