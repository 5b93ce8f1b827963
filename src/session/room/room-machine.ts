import type {Timeouts} from '../util/timeouts.js';
import {timerMs} from '../util/timer-ms.js';

/** The states of a session's room. */
export type RoomState =
  /** Not joined yet. */
  | 'idle'
  /** The first join is under way. */
  | 'joining'
  /** Joined, and nothing is known to be wrong. */
  | 'connected'
  /** The connection, the media, the avatar or its picture is missing, and may still come back in the current room. */
  | 'recovering'
  /** The current room was given up; a try to join it again is under way. */
  | 'rejoining'
  /** The last try to join it again has failed; the next one starts after a pause. */
  | 'pausing'
  /** The room is gone for good. */
  | 'lost'
  /** The session has left. */
  | 'left';

/** The events that a timer sends; `TIMERS` says when each timer runs. */
export type RoomTimeout = 'recovery-timeout' | 'reconnect-timeout' | 'avatar-timeout' | 'pause-over';

/** What can happen to a session's room. */
export type RoomMachineEvent =
  // From RoomConnection: what the session wants, and how the joins ended.
  | 'join'
  | 'joined'
  /** A try to join again has brought back the avatar's picture and the visitor's microphone. */
  | 'rejoined'
  | 'rejoin-failed'
  | 'leave'
  // From the current room.
  /** The connection is interrupted, and LiveKit tries to restore it. */
  | 'interrupted'
  /** LiveKit has restored the connection, and the avatar is in the room. */
  | 'resumed'
  | 'resumed-without-avatar'
  | 'avatar-joined'
  /** A track of the avatar has arrived. */
  | 'avatar-track'
  | 'avatar-left'
  | 'disconnected'
  /** The server closed the room or removed the visitor. */
  | 'closed'
  /** Another participant took the visitor's place. */
  | 'replaced'
  // From the stall detectors.
  | 'media-stalled'
  | 'media-restored'
  /** The avatar sends no frames, though the connection is well. */
  | 'picture-stalled'
  | 'picture-restored'
  // From the machine's own timers.
  | RoomTimeout;

/**
 * What is known of the current room. A new room counts as healthy until it reports otherwise, except that a picture which has
 * stopped is back with its first frame only: otherwise a room without one would be joined again and again.
 */
export interface RoomHealth {
  readonly isOnline: boolean;
  readonly isMediaArriving: boolean;
  readonly isAvatarPresent: boolean;
  /** Whether the avatar has its tracks in the room: one that was missing is back only with a track. */
  readonly isAvatarPublished: boolean;
  readonly isPictureMoving: boolean;
}

export interface RoomSnapshot {
  readonly state: RoomState;
  readonly health: RoomHealth;
}

const HEALTHY: RoomHealth = {
  isOnline: true,
  isMediaArriving: true,
  isAvatarPresent: true,
  isAvatarPublished: true,
  isPictureMoving: true,
};

/** What each event says about the current room. */
const FINDINGS: Partial<Record<RoomMachineEvent, Partial<RoomHealth>>> = {
  // The avatar may still be on its way: the start of a session has a limit of its own for that.
  joined: {isAvatarPresent: true, isAvatarPublished: true},
  interrupted: {isOnline: false},
  resumed: {isOnline: true, isAvatarPresent: true, isAvatarPublished: true},
  'resumed-without-avatar': {isOnline: true, isAvatarPresent: false, isAvatarPublished: false},
  'avatar-joined': {isAvatarPresent: true},
  'avatar-track': {isAvatarPresent: true, isAvatarPublished: true},
  'avatar-left': {isAvatarPresent: false, isAvatarPublished: false},
  'media-stalled': {isMediaArriving: false},
  'media-restored': {isMediaArriving: true},
  'picture-stalled': {isPictureMoving: false},
  'picture-restored': {isPictureMoving: true},
};

/** The target of a transition that depends on the room's health: `connected` if nothing is wrong, else `recovering`. */
const BY_HEALTH = 'by-health';

type Transitions = Partial<Record<RoomMachineEvent, RoomState | typeof BY_HEALTH>>;

/** Which event leads from which state to which. An event that a row does not name does not change the state. */
const TRANSITIONS: Record<RoomState, Transitions> = {
  idle: {join: 'joining', leave: 'left'},
  joining: {
    joined: BY_HEALTH,
    closed: 'lost',
    replaced: 'lost',
    leave: 'left',
  },
  connected: {
    interrupted: 'recovering',
    'resumed-without-avatar': 'recovering',
    'media-stalled': 'recovering',
    'picture-stalled': 'recovering',
    disconnected: 'rejoining',
    'avatar-left': 'lost',
    closed: 'lost',
    replaced: 'lost',
    leave: 'left',
  },
  recovering: {
    resumed: BY_HEALTH,
    'avatar-track': BY_HEALTH,
    'media-restored': BY_HEALTH,
    'picture-restored': BY_HEALTH,
    disconnected: 'rejoining',
    'recovery-timeout': 'rejoining',
    'avatar-left': 'lost',
    'avatar-timeout': 'lost',
    'reconnect-timeout': 'lost',
    closed: 'lost',
    replaced: 'lost',
    leave: 'left',
  },
  // An avatar that leaves does not end the session here: it may be joining again, as the visitor is.
  rejoining: {
    rejoined: BY_HEALTH,
    'rejoin-failed': 'pausing',
    disconnected: 'pausing',
    'reconnect-timeout': 'lost',
    closed: 'lost',
    replaced: 'lost',
    leave: 'left',
  },
  pausing: {
    'pause-over': 'rejoining',
    'reconnect-timeout': 'lost',
    closed: 'lost',
    replaced: 'lost',
    leave: 'left',
  },
  lost: {leave: 'left'},
  left: {},
};

interface Timer {
  /** A timer starts when this becomes true, and is cleared when it no longer is. */
  readonly runs: (snapshot: RoomSnapshot) => boolean;
  readonly ms: (timeouts: Pick<Timeouts, 'reconnect'>) => number;
}

const TIMERS: Record<RoomTimeout, Timer> = {
  /** How long the current room may take to recover before it is joined again: two thirds of the whole time. */
  'recovery-timeout': {
    runs: ({state}) => state === 'recovering',
    ms: ({reconnect}) => (reconnect * 2) / 3,
  },
  /** How long all of it may take: recovering, every try to join again and the pauses between them. */
  'reconnect-timeout': {
    runs: ({state}) => state === 'recovering' || state === 'rejoining' || state === 'pausing',
    ms: ({reconnect}) => reconnect,
  },
  /** How long the avatar may be missing from a room that LiveKit has restored: its own connection may be restored later. */
  'avatar-timeout': {
    runs: ({state, health}) => state === 'recovering' && health.isOnline && !health.isAvatarPresent,
    ms: () => 5_000,
  },
  /** The time between two tries to join again. */
  'pause-over': {
    runs: ({state}) => state === 'pausing',
    ms: () => 1_000,
  },
};

/** The state and the health after an event. */
export function next({state, health}: RoomSnapshot, event: RoomMachineEvent): RoomSnapshot {
  const found = {...health, ...FINDINGS[event]};
  const target = TRANSITIONS[state][event];
  switch (target) {
    case undefined:
      return {state, health: found};
    case BY_HEALTH:
      return {state: Object.values(found).every(Boolean) ? 'connected' : 'recovering', health: found};
    case 'rejoining':
      return {state: target, health: {...HEALTHY, isPictureMoving: found.isPictureMoving}};
    default:
      return {state: target, health: found};
  }
}

/** One change of state. */
export interface RoomTransition {
  readonly from: RoomState;
  readonly to: RoomState;
  readonly event: RoomMachineEvent;
  /** What is known of the room by then. */
  readonly health: RoomHealth;
}

/** The state machine of a session's room, with its timers. It knows no room: `RoomConnection` acts on its transitions. */
export class RoomMachine {
  readonly #timeouts: Pick<Timeouts, 'reconnect'>;
  readonly #onTransition: (transition: RoomTransition) => void;
  readonly #timers = new Map<RoomTimeout, ReturnType<typeof setTimeout>>();
  #snapshot: RoomSnapshot = {state: 'idle', health: HEALTHY};

  /** `onTransition` may send the next event. */
  constructor(timeouts: Pick<Timeouts, 'reconnect'>, onTransition: (transition: RoomTransition) => void) {
    this.#timeouts = timeouts;
    this.#onTransition = onTransition;
  }

  get state(): RoomState {
    return this.#snapshot.state;
  }

  send(event: RoomMachineEvent): void {
    const from = this.state;
    this.#snapshot = next(this.#snapshot, event);
    this.#updateTimers();
    const to = this.state;
    if (to !== from) this.#onTransition({from, to, event, health: this.#snapshot.health});
  }

  #updateTimers(): void {
    for (const [event, {runs, ms}] of Object.entries(TIMERS) as [RoomTimeout, Timer][]) {
      const timer = this.#timers.get(event);
      if (!runs(this.#snapshot)) {
        clearTimeout(timer);
        this.#timers.delete(event);
      } else if (timer === undefined) {
        this.#timers.set(
          event,
          setTimeout(() => this.send(event), timerMs(ms(this.#timeouts))),
        );
      }
    }
  }
}
