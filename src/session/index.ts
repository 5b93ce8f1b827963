export {AvatarSession} from './avatar-session.js';
export type {SessionInfo} from './session-info.js';
export type {AvatarSessionOptions} from './session-options.js';
export {AvatarError, type AvatarErrorOptions} from './avatar-error.js';
export {ERROR_SENTENCES, type AvatarErrorCode} from './error-sentences.js';
export * from './events.js';
export type {BackendName, SpeakOptions} from './backends/backend.js';
export type {SessionSettings} from './backends/streaming/schemas.js';
export {DEFAULT_LIMITS, type Limits} from './limits.js';
export type {EndReason, SessionState, StartStep} from './session-state.js';
export type {SpeechTask} from './speech.js';
export {TrackStage, type Stage} from './stage.js';
export type {MicrophoneOptions} from './voice/voice.js';
export type {SessionToken, TokenProvider, TokenReply, TokenSource} from './token.js';
export type {
  DataMessage,
  MicrophonePublication,
  RoomEnd,
  Transport,
  TransportFactory,
  TransportHandlers,
} from './transport/transport.js';
