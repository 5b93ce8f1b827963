import {abortable, withTimeout} from '../util/abort.js';
import {avatarError} from '../errors/make-error.js';
import type {BackendRoom, CreatedSession} from '../backends/backend.js';
import type {ConnectionQuality} from '../events.js';
import type {Timeouts} from '../util/timeouts.js';
import {MediaStallDetector} from './media-stall-detector.js';
import {PictureStallDetector} from './picture-stall-detector.js';
import {PublishedMicrophone} from './published-microphone.js';
import {RoomMachine, type RoomMachineEvent, type RoomTransition} from './room-machine.js';
import type {DataMessage, MicrophonePublication, Room, RoomAddress, RoomEnd, RoomFactory} from './room.js';
import {deferred} from '../util/deferred.js';

/** What the room reports to its session, as it happens. Nothing follows `onEnd` or `onAvatarLeft`. */
export interface RoomConnectionHandlers {
  /** A track of the avatar has arrived; after a reconnect it may be another one. */
  onTrack(track: MediaStreamTrack): void;
  onTrackGone(track: MediaStreamTrack): void;
  /** The avatar has left, or did not come back to a room that was restored. */
  onAvatarLeft(): void;
  onData(message: DataMessage): void;
  /** The connection is lost and being restored. Called again when the room is given up and joined again. */
  onReconnecting(): void;
  onReconnected(): void;
  onQuality(quality: ConnectionQuality): void;
  onEnd(end: RoomConnectionEnd): void;
}

/** Why the session's room is gone for good; `no-picture`: all that is known to be missing is the avatar's picture. */
export type RoomConnectionEnd = RoomEnd | 'no-picture';

/** What is needed to join the room, the first time and again. */
interface Target {
  readonly factory: RoomFactory;
  readonly address: RoomAddress;
  readonly avatarIdentity: string | null;
}

/** The room that is joined or being joined, and what belongs to it alone. */
interface Current {
  /** `undefined` until its address is known. */
  target: Target | undefined;
  readonly room: Room;
  readonly stallDetector: MediaStallDetector;
  /** Resolves when a video track of the avatar arrives. */
  readonly picture: PromiseWithResolvers<void>;
  /** What to watch once the room is joined: before, nothing can arrive. `null` from then on. */
  toWatch: Map<MediaStreamTrack, () => void> | null;
}

/**
 * The room of a session. Joins it, joins it again with the same token while the session may still live there, and leaves
 * it. `RoomMachine` decides what happens when; this class does it and reports to the session.
 */
export class RoomConnection implements BackendRoom {
  readonly #timeouts: Timeouts;
  readonly #handlers: RoomConnectionHandlers;
  readonly #machine: RoomMachine;
  /** Aborts when the room is lost or left. */
  readonly #life = new AbortController();
  readonly #pictureStall = new PictureStallDetector((isStalled) =>
    this.#machine.send(isStalled ? 'picture-stalled' : 'picture-restored'),
  );
  readonly #participantChecks = new Set<() => void>();
  #current: Current | undefined;
  #microphone: PublishedMicrophone | undefined;

  constructor(timeouts: Timeouts, handlers: RoomConnectionHandlers) {
    this.#timeouts = timeouts;
    this.#handlers = handlers;
    this.#machine = new RoomMachine(timeouts, (transition) => this.#onTransition(transition));
  }

  /** Has the room make ready what needs no address, before it is joined. */
  prepare(factory: RoomFactory): void {
    if (this.#machine.state !== 'idle' || this.#current) return;
    this.#open(factory)
      .room.prepare?.()
      .catch(() => {}); // the join makes it again, and reports its own failure
  }

  /** Joins the room, once. Rejects with an `AvatarError`, or with the signal's reason. */
  async join(
    factory: RoomFactory,
    {roomUrl: url, roomToken: token}: CreatedSession,
    avatarIdentity: string | null,
    signal: AbortSignal,
  ): Promise<void> {
    signal.throwIfAborted();
    this.#machine.send('join');
    const current = this.#current ?? this.#open(factory);
    current.target = {factory, address: {url, token}, avatarIdentity};
    await current.room.join(current.target.address, signal);
    this.#watch(current);
    this.#machine.send('joined');
  }

  async send(payload: Uint8Array, topic: string | undefined): Promise<void> {
    await this.#current?.room.send(payload, topic);
  }

  /** Resolves when the room is connected, which it is not while it is being restored, and that participant is in it. */
  async waitFor(identity: string, signal: AbortSignal): Promise<void> {
    const {promise, resolve} = deferred<void>();
    const check = () => {
      const isConnected = this.#machine.state === 'connected';
      if (isConnected && this.#current?.room.hasParticipant(identity)) resolve();
    };
    this.#participantChecks.add(check);
    check();
    await abortable(promise, signal).finally(() => this.#participantChecks.delete(check));
  }

  /** The statistics of the path of the media; nothing where there is none. */
  async stats(): Promise<RTCStatsReport | undefined> {
    return this.#current?.stallDetector.stats();
  }

  /** Publishes a microphone, also in each room that is joined later. Rejects with an `AvatarError`. */
  async publishMicrophone(track: MediaStreamTrack): Promise<MicrophonePublication> {
    if (!this.#current) throw avatarError('not-live');
    const microphone = new PublishedMicrophone(track, () => {
      if (this.#microphone === microphone) this.#microphone = undefined;
    });
    await microphone.publishIn(this.#current.room);
    this.#microphone = microphone;
    return microphone;
  }

  /** Leaves within the limit, and never rejects. */
  async leave(): Promise<void> {
    this.#machine.send('leave');
    const left = this.#current?.room.leave() ?? Promise.resolve();
    // The browser cleans up a socket that does not close; the server learns of the end by HTTP.
    await withTimeout(this.#timeouts.stop, 'leaving the room', undefined, () => left).catch(() => {});
  }

  /** Acts on the new state first and reports it afterwards: the session's listeners may call anything. */
  #onTransition(transition: RoomTransition): void {
    const {from, to} = transition;
    switch (to) {
      case 'connected':
        this.#checkParticipants();
        if (from !== 'joining') this.#handlers.onReconnected();
        break;
      case 'recovering':
        this.#handlers.onReconnecting();
        break;
      case 'rejoining':
        void this.#rejoin();
        if (from !== 'pausing') this.#handlers.onReconnecting();
        break;
      case 'lost':
        this.#release();
        this.#reportLoss(transition);
        break;
      case 'left':
        this.#release();
        break;
      case 'idle':
      case 'joining':
      case 'pausing':
        break;
    }
  }

  #reportLoss({event, health: {isPictureMoving, ...others}}: RoomTransition): void {
    if (event === 'avatar-left' || event === 'avatar-timeout') this.#handlers.onAvatarLeft();
    else if (event === 'closed' || event === 'replaced') this.#handlers.onEnd(event);
    else {
      const isOnlyPicture = !isPictureMoving && Object.values(others).every(Boolean);
      this.#handlers.onEnd(isOnlyPicture ? 'no-picture' : 'lost');
    }
  }

  #release(): void {
    this.#life.abort();
    this.#current?.stallDetector.stop();
    this.#pictureStall.stop();
  }

  /** Makes a new current room. What the room before it still reports is ignored. */
  #open(factory: RoomFactory, target?: Target): Current {
    const handlers = this.#handlers;
    /** `null` where every participant counts as the avatar. */
    const avatarIdentity = () => current.target?.avatarIdentity ?? null;
    const isAvatar = (identity: string) => [null, identity].includes(avatarIdentity());
    /** Makes a handler ignore the reports of a room that is no longer the current one, or that is lost or left. */
    const ifCurrent =
      <A extends unknown[]>(handle: (...args: A) => void) =>
      (...args: A) => {
        if (this.#current === current && !this.#life.signal.aborted) handle(...args);
      };
    const send = (event: RoomMachineEvent) => ifCurrent(() => this.#machine.send(event));

    const picture = deferred<void>();
    const stallDetector = new MediaStallDetector(
      ifCurrent((isStalled) => this.#machine.send(isStalled ? 'media-stalled' : 'media-restored')),
    );
    const room = factory({
      onTrack: ifCurrent((track, from, receiver) => {
        if (!isAvatar(from)) return;
        const watch = () => {
          stallDetector.add(track, receiver);
          if (track.kind === 'video') this.#pictureStall.add(track, receiver);
        };
        if (current.toWatch) current.toWatch.set(track, watch);
        else watch();
        handlers.onTrack(track);
        this.#machine.send('avatar-track');
        if (track.kind === 'video') picture.resolve();
      }),
      onTrackGone: ifCurrent((track, from) => {
        if (!isAvatar(from)) return;
        current.toWatch?.delete(track);
        stallDetector.remove(track);
        this.#pictureStall.remove(track);
        handlers.onTrackGone(track);
      }),
      onParticipantJoined: ifCurrent((identity) => {
        if (isAvatar(identity)) this.#machine.send('avatar-joined');
        this.#checkParticipants();
      }),
      onParticipantLeft: ifCurrent(() => {
        if (!room.hasParticipant(avatarIdentity())) this.#machine.send('avatar-left');
      }),
      onData: ifCurrent((message) => handlers.onData(message)),
      onInterrupted: send('interrupted'),
      onResumed: ifCurrent(() =>
        this.#machine.send(room.hasParticipant(avatarIdentity()) ? 'resumed' : 'resumed-without-avatar'),
      ),
      onQuality: ifCurrent((quality) => handlers.onQuality(quality)),
      onDisconnected: ifCurrent((end) => this.#machine.send(end === 'lost' ? 'disconnected' : end)),
    });
    const current: Current = {target, room, stallDetector, picture, toWatch: new Map()};
    this.#current?.stallDetector.stop();
    this.#pictureStall.stop();
    this.#current = current;
    return current;
  }

  /** Begins to watch the tracks that were there before the room was joined. */
  #watch(current: Current): void {
    const {toWatch} = current;
    current.toWatch = null;
    if (this.#current !== current || this.#life.signal.aborted) return;
    // LiveKit tries several servers, and does not say that the tracks of one it has given up are gone.
    toWatch?.forEach((watch, track) => track.readyState !== 'ended' && watch());
  }

  /** Tries once to join the room again. Succeeds when the avatar's picture has arrived and the microphone is published. */
  async #rejoin(): Promise<void> {
    const old = this.#current;
    const target = old?.target;
    if (!target) return;
    const current = this.#open(target.factory, target);
    const {room, picture} = current;
    void old.room.leave().catch(() => {}); // it is lost already
    const {signal} = this.#life;
    let event: RoomMachineEvent = 'rejoined';
    try {
      await room.join(target.address, signal);
      this.#watch(current);
      await abortable(picture.promise, signal);
      await this.#publishAgain(room);
    } catch {
      event = 'rejoin-failed'; // a cause that lasts fails the next try too
    }
    if (this.#current?.room === room) this.#machine.send(event);
  }

  /** Publishes the visitor's microphone, if one is open, in a room that is joined again. Never rejects. */
  async #publishAgain(room: Room): Promise<void> {
    const microphone = this.#microphone;
    try {
      await microphone?.publishIn(room);
    } catch {
      // If the room was lost meanwhile, the next try publishes the microphone.
      if (this.#current?.room === room && this.#machine.state === 'rejoining') microphone?.fail();
    }
  }

  #checkParticipants(): void {
    for (const check of this.#participantChecks) check();
  }
}
