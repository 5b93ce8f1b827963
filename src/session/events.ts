import type {AvatarError} from './errors/avatar-error.js';
import {AvatarErrorEvent, UP_AND_OUT} from './error-event.js';
import type {EndReason, SessionState, StartStep} from './session-state.js';

export {AvatarErrorEvent};

/**
 * Why a speech ended: the avatar `finished` it, it was `interrupted`, the session was `closed`, or the page's own stream `failed`
 * in the middle, or a later part of it was refused: what had come was said, and the task's `error` says why.
 */
export type SpeechEndReason = 'finished' | 'interrupted' | 'closed' | 'failed';

/** Quality of the connection. Source: LiveKit's `ConnectionQuality`. */
export type ConnectionQuality = 'excellent' | 'good' | 'poor' | 'lost' | 'unknown';

/** The state of the session has changed. */
export class AvatarStateChangeEvent extends Event {
  readonly state: SessionState;
  readonly oldState: SessionState;
  constructor(state: SessionState, oldState: SessionState) {
    super('avatar-statechange', UP_AND_OUT);
    this.state = state;
    this.oldState = oldState;
  }
}

/** A start has come to its next step. */
export class AvatarProgressEvent extends Event {
  /** The step that begins: `token`, `session`, `queue` (all avatars are busy), `connection` or `picture`. */
  readonly step: StartStep;
  constructor(step: StartStep) {
    super('avatar-progress', UP_AND_OUT);
    this.step = step;
  }
}

/** The first frame of a session is on screen. */
export class AvatarPlayingEvent extends Event {
  constructor() {
    super('avatar-playing', UP_AND_OUT);
  }
}

/** A session is over. Fired once for each session, after its last `avatar-statechange`. */
export class AvatarEndEvent extends Event {
  readonly reason: EndReason;
  constructor(reason: EndReason) {
    super('avatar-end', UP_AND_OUT);
    this.reason = reason;
  }
}

/** The avatar begins to speak. */
export class AvatarSpeechStartEvent extends Event {
  /** Id of the task, or `null` where the server names none. */
  readonly taskId: string | null;
  constructor(taskId: string | null) {
    super('avatar-speechstart', UP_AND_OUT);
    this.taskId = taskId;
  }
}

/** The avatar has stopped speaking. */
export class AvatarSpeechEndEvent extends Event {
  readonly taskId: string | null;
  readonly reason: SpeechEndReason;
  /** How long the avatar spoke, in ms: as the server says, else as measured. */
  readonly durationMs: number;
  constructor(taskId: string | null, reason: SpeechEndReason, durationMs: number) {
    super('avatar-speechend', UP_AND_OUT);
    this.taskId = taskId;
    this.reason = reason;
    this.durationMs = durationMs;
  }
}

/** Words of the avatar or the visitor: several times while they come, then once with `final` true. */
export class AvatarMessageEvent extends Event {
  readonly role: 'user' | 'avatar';
  /** The text of the message so far, not only the newest piece. */
  readonly text: string;
  readonly final: boolean;
  readonly taskId: string | null;
  /**
   * True for a final message that ends before it was all said: the avatar was interrupted, or the session ended. Its text is what
   * the server had sent by then, which may be a few words ahead of the voice; with an ElevenLabs agent, what it says was heard.
   */
  readonly cut: boolean;
  constructor(role: 'user' | 'avatar', text: string, final: boolean, taskId: string | null, cut = false) {
    super('avatar-message', UP_AND_OUT);
    this.cut = cut;
    this.role = role;
    this.text = text;
    this.final = final;
    this.taskId = taskId;
  }
}

/** The visitor begins to speak. */
export class AvatarUserSpeechStartEvent extends Event {
  constructor() {
    super('avatar-userspeechstart', UP_AND_OUT);
  }
}

/** The visitor has stopped speaking. */
export class AvatarUserSpeechEndEvent extends Event {
  constructor() {
    super('avatar-userspeechend', UP_AND_OUT);
  }
}

/** The visitor's microphone was opened, closed, muted or unmuted. */
export class AvatarMicrophoneChangeEvent extends Event {
  /** Whether a microphone is open. */
  readonly open: boolean;
  /** Whether it is muted: by the visitor, by the page, or because push-to-talk is not pressed. */
  readonly muted: boolean;
  constructor(open: boolean, muted: boolean) {
    super('avatar-microphonechange', UP_AND_OUT);
    this.open = open;
    this.muted = muted;
  }
}

/** The browser's autoplay rules block sound or video until the visitor uses the page. */
export class AvatarPlayBlockedEvent extends Event {
  /** `sound`: the avatar plays muted. `picture`: it does not play at all. */
  readonly blocked: 'sound' | 'picture';
  constructor(blocked: 'sound' | 'picture') {
    super('avatar-playblocked', UP_AND_OUT);
    this.blocked = blocked;
  }
}

/** The quality of the connection has changed. */
export class AvatarQualityEvent extends Event {
  readonly quality: ConnectionQuality;
  constructor(quality: ConnectionQuality) {
    super('avatar-quality', UP_AND_OUT);
    this.quality = quality;
  }
}

/** The longest duration of the session is nearly reached: fired 60 and 10 seconds before. */
export class AvatarTimeWarningEvent extends Event {
  /** Seconds left. */
  readonly remaining: number;
  constructor(remaining: number) {
    super('avatar-timewarning', UP_AND_OUT);
    this.remaining = remaining;
  }
}

/**
 * The visitor has submitted a typed text; the element is about to send it to the avatar. After `preventDefault()` the element
 * does not send it, and the page can answer with `speak`.
 */
export class AvatarSubmitEvent extends Event {
  readonly text: string;
  constructor(text: string) {
    super('avatar-submit', {...UP_AND_OUT, cancelable: true});
    this.text = text;
  }
}

/**
 * A session is about to begin, and nothing has been requested for it: no token, no session, no code of LiveKit, no microphone. After
 * `preventDefault()` it does not begin, and `start()` rejects with `start-refused`.
 */
export class AvatarBeforeStartEvent extends Event {
  /**
   * `start`: somebody starts the avatar. `prefetch`: the visitor only shows interest, and a token is about to be fetched ahead for
   * `preload="token"`; a refusal is not reported to anybody.
   */
  readonly purpose: 'start' | 'prefetch';
  /** @internal What the listeners wait for; frozen once all of them have been called. */
  readonly waits: Promise<unknown>[] = [];

  constructor(purpose: 'start' | 'prefetch') {
    super('avatar-beforestart', {...UP_AND_OUT, cancelable: true});
    this.purpose = purpose;
  }

  /**
   * Holds the start back until `promise` has resolved, at most ten minutes; the visitor can cancel meanwhile. Where it rejects or
   * resolves with `false`, the session does not begin. May be called several times, all promises count. Throws an
   * `InvalidStateError` once the event has been dispatched: call it in the listener, before any `await`.
   */
  waitUntil(promise: unknown): void {
    if (Object.isFrozen(this.waits)) {
      throw new DOMException(
        'waitUntil() was called after the event. Call it in the listener, before any await.',
        'InvalidStateError',
      );
    }
    const wait = Promise.resolve(promise);
    wait.catch(() => {}); // another one may have refused the start before anybody awaits this
    this.waits.push(wait);
  }
}

/** The agent has called a tool of the page, and it is done: with a result, or with an error. */
export class AvatarToolCallEvent extends Event {
  /** The name of the tool, as the agent called it. */
  readonly name: string;
  /** What it was called with, as the tool got it. */
  readonly parameters: unknown;
  /** What the agent was told, or `null` where it did not work. */
  readonly result: string | null;
  /** Why it did not work, or `null`: `tool-failed`, `timeout` or `load-failed`. Its `cause` is what the tool threw. */
  readonly error: AvatarError | null;
  constructor(name: string, parameters: unknown, result: string | null, error: AvatarError | null) {
    super('avatar-toolcall', UP_AND_OUT);
    this.name = name;
    this.parameters = parameters;
    this.result = result;
    this.error = error;
  }
}

/** The visitor has rated the conversation and pressed “Send”. The element sends it nowhere: what becomes of it is up to the page. */
export class AvatarFeedbackEvent extends Event {
  /** The number of stars, 1 to 5. */
  readonly rating: number;
  /** What the visitor wrote with it, at most 2,000 characters; empty where they wrote nothing. */
  readonly comment: string;
  constructor(rating: number, comment: string) {
    super('avatar-feedback', UP_AND_OUT);
    this.rating = rating;
    this.comment = comment;
  }
}

/** Every event that a session fires, by its name. */
export interface AvatarSessionEventMap {
  'avatar-statechange': AvatarStateChangeEvent;
  'avatar-progress': AvatarProgressEvent;
  'avatar-playing': AvatarPlayingEvent;
  'avatar-end': AvatarEndEvent;
  'avatar-error': AvatarErrorEvent;
  'avatar-speechstart': AvatarSpeechStartEvent;
  'avatar-speechend': AvatarSpeechEndEvent;
  'avatar-message': AvatarMessageEvent;
  'avatar-userspeechstart': AvatarUserSpeechStartEvent;
  'avatar-userspeechend': AvatarUserSpeechEndEvent;
  'avatar-microphonechange': AvatarMicrophoneChangeEvent;
  'avatar-quality': AvatarQualityEvent;
  'avatar-timewarning': AvatarTimeWarningEvent;
  'avatar-toolcall': AvatarToolCallEvent;
}

/** Every event that the element fires, by its name. */
export interface AvatarElementEventMap extends AvatarSessionEventMap {
  'avatar-playblocked': AvatarPlayBlockedEvent;
  'avatar-submit': AvatarSubmitEvent;
  'avatar-beforestart': AvatarBeforeStartEvent;
  'avatar-feedback': AvatarFeedbackEvent;
}

/* eslint-disable no-unused-vars -- declaration merging with the DOM's own maps: every event bubbles to the document and the window */
declare global {
  interface HTMLElementEventMap extends AvatarElementEventMap {}
  interface DocumentEventMap extends AvatarElementEventMap {}
  interface WindowEventMap extends AvatarElementEventMap {}
}
