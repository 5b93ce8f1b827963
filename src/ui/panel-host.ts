import type {ReactiveControllerHost} from 'lit';
import type {AvatarError} from '../session/errors/avatar-error.js';
import type {SessionInfo} from '../session/session-info.js';
import type {EndReason, SessionState, StartStep} from '../session/session-state.js';
import type {Localizer} from './locales/localizer.js';

/** The element as its panels know it: what they show, and what the visitor can ask for. */
export interface PanelHost extends ReactiveControllerHost, HTMLElement {
  readonly state: SessionState;
  readonly session: SessionInfo | null;
  readonly error: AvatarError | null;
  readonly endReason: EndReason | null;
  readonly speaking: boolean;
  readonly microphoneOpen: boolean;
  readonly video: HTMLVideoElement;
  readonly voiceRate: number | null;
  readonly words: Localizer;
  /** While it is shown small in a corner: what can be done about that. */
  readonly mini: MiniPlace | null;
  controls: boolean;
  chatBox: boolean;
  captions: boolean;
  microphone: boolean;
  pushToTalk: boolean;
  muted: boolean;
  volume: number;
  start(): Promise<void>;
  stop(): Promise<void>;
  chat(text: string): Promise<unknown>;
  interrupt(): Promise<void>;
  keepAlive(): Promise<void>;
  startMicrophone(options?: {deviceId?: string}): Promise<void>;
  stopMicrophone(): Promise<void>;
  startPushToTalk(): Promise<void>;
  stopPushToTalk(): Promise<void>;
}

/** The small picture in a corner, for an avatar whose place is out of view. */
export interface MiniPlace {
  /** Scrolls to the avatar's place. */
  goBack(): void;
  /** Shows no small picture any more in this session. */
  dismiss(): void;
}

/** What the panels show of a session that the page is not told. */
export interface PanelSession {
  readonly step: StartStep;
  /** What autoplay rules refuse, until the visitor's next gesture. */
  readonly blocked: 'sound' | 'picture' | null;
  /** When the server will end an idle session, in ms since 1970; `null` while it is kept alive. */
  readonly idleAt: number | null;
  readonly microphoneTrack: MediaStreamTrack | undefined;
  unlock(): void;
}
