import type {nothing, ReactiveControllerHost, TemplateResult} from 'lit';
import type {AvatarError} from '../session/errors/avatar-error.js';
import type {SessionInfo} from '../session/session-info.js';
import type {EndReason, SessionState, StartStep} from '../session/session-state.js';
import type {Transcript} from './state/transcript.js';
import type {Localizer} from './locales/localizer.js';

/** The element as its panels see it: what they show, and what they do for the visitor. */
export interface PanelHost extends ReactiveControllerHost, HTMLElement {
  readonly mode: 'inline' | 'floating';
  readonly state: SessionState;
  readonly session: SessionInfo | null;
  readonly error: AvatarError | null;
  readonly endReason: EndReason | null;
  readonly speaking: boolean;
  readonly microphoneOpen: boolean;
  readonly microphoneMuted: boolean;
  readonly video: HTMLVideoElement;
  readonly voiceRate: number | null;
  readonly words: Localizer;
  /** The mini player, while the avatar is shown in it. */
  readonly mini: MiniPlayerControls | null;
  readonly extras: ExtrasViews;
  readonly consent: 'none' | 'required';
  readonly consentVersion: string | null;
  readonly tokenUrl: string | null;
  readonly tokenProvider: unknown;
  readonly backend: string;
  controls: boolean;
  chat: boolean;
  captions: boolean;
  readonly feedback: boolean;
  readonly resume: boolean;
  microphone: boolean;
  pushToTalk: boolean;
  muted: boolean;
  volume: number;
  start(): Promise<void>;
  stop(): Promise<void>;
  withdrawConsent(): Promise<void>;
  ask(text: string): Promise<unknown>;
  interrupt(): Promise<void>;
  keepAlive(): Promise<void>;
  startMicrophone(options?: {deviceId?: string}): Promise<void>;
  stopMicrophone(): Promise<void>;
  startPushToTalk(): Promise<void>;
  stopPushToTalk(): Promise<void>;
}

/** The choice of languages. */
export interface LanguageChoice {
  /** Tags of the languages; fewer than two are no choice. */
  readonly choices: readonly string[];
  readonly current: string | null;
  /** Whether the choice is for the next conversation: this one has begun in another language. */
  readonly isPending: boolean;
  /** The name of a language in itself. */
  nameOf(tag: string): string;
  choose(tag: string): void;
}

/** What the page adds: the question for consent, languages, and questions to ask. */
export interface ExtrasViews {
  /** Whether the visitor has consented, where that is required. */
  readonly isPermitted: boolean;
  readonly language: LanguageChoice | undefined;
  /** What stands above the button that starts. */
  render(): TemplateResult | typeof nothing;
  /** Takes an event, for the page's statistics. */
  receive(event: Event): void;
  /** Deletes what is kept of the conversation. */
  forget(): void;
  /** What keeps the conversation for the next page, where the page wants that and once its code is there. */
  readonly kept: {follow(transcript: Transcript): void} | undefined;
  /** The questions that the visitor can ask in a conversation in which nothing has been said, or the avatar has just answered. */
  chips(talk: {isEmpty: boolean; isAnswered: boolean}): TemplateResult | typeof nothing;
}

/** What the visitor sets once in a visit, or never. */
export interface SettingsView {
  /** The settings, hidden while they are not open, and what is open from there. */
  render(): TemplateResult;
}

/** Says in words what keeps the visitor from a conversation. */
export interface CheckView {
  /** Whether the visitor has asked for it, in this conversation or under this failure. */
  readonly isOpen: boolean;
  open(): void;
  render(): TemplateResult | typeof nothing;
}

/** The mini player's own buttons, over its picture. */
export interface MiniPlayerControls {
  view(): TemplateResult;
}

/** What the panels show of a session beyond the element's public properties. */
export interface PanelSession {
  readonly step: StartStep;
  /** When the start began to wait for a free avatar, in ms since 1970; `null` where it has not had to. */
  readonly queuedAt: number | null;
  /** How long a start waits for one, in ms. */
  readonly queueLimit: number;
  /** True while the page decides, after `avatar-beforestart`, whether a session may begin. */
  readonly isHeld: boolean;
  /** What the browser's autoplay rules refuse until the visitor's next gesture. */
  readonly blocked: 'sound' | 'picture' | null;
  /** When the server ends the idle session, in ms since 1970; `null` while the element keeps it alive. */
  readonly idleAt: number | null;
  /** True while the browser has been asked for a microphone, and has not answered. */
  readonly microphoneAsking: boolean;
  readonly microphoneTrack: MediaStreamTrack | undefined;
  /** The statistics of the path of the media, while there is one. */
  mediaStats(): Promise<RTCStatsReport | undefined>;
  /** Called when the server announces how long a speech lasts, in ms. */
  onAnnounced: ((taskId: string, durationMs: number) => void) | undefined;
  unlock(): void;
  /** The visitor types. */
  typing(): void;
}
