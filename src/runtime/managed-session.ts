import {AvatarSession} from '../session/avatar-session.js';
import type {AvatarSessionOptions, ServerStartedSession} from '../session/session-options.js';
import {isLive, isOver, type EndReason} from '../session/session-state.js';
import type {AutoplayUnlock} from './autoplay-unlock.js';
import type {AvatarHost} from './avatar-host.js';
import type {EndReaction} from './end-reaction.js';
import {keepSession} from './last-session.js';
import {PageLifecycle} from './page-lifecycle.js';
import {StopBeacon} from './stop-beacon.js';
import {TurnTitle} from './turn-title.js';
import {VideoSink} from './video-sink.js';
import {watchVisibility} from './visibility-watch.js';

/** One session of an element, with all that begins and ends with it: video sink, stop beacon, page lifecycle. */
export class ManagedSession {
  readonly session: AvatarSession<VideoSink>;
  readonly sink: VideoSink;
  readonly host: AvatarHost;
  /** Ends the session, and the start of it. */
  readonly end: (reason: EndReason) => void;
  readonly #beacon: StopBeacon;
  /** The session that the owner's server has started, as its reply says. */
  #started: ServerStartedSession | undefined;
  readonly #page: PageLifecycle;
  /** Aborts when the session is over. */
  readonly #life = new AbortController();
  readonly #reaction: EndReaction;
  /** True from the first frame to the beginning of the end: only then are there speeches to react to. */
  #isLive = false;

  constructor(
    host: AvatarHost,
    options: AvatarSessionOptions,
    {
      autoplay,
      reaction,
      end,
    }: {autoplay: AutoplayUnlock; reaction: EndReaction; end: (reason: EndReason) => void},
  ) {
    this.#reaction = reaction;
    this.host = host;
    this.end = end;
    this.#beacon = new StopBeacon(host);
    this.sink = new VideoSink(host.video, {
      muted: host.muted,
      onBlocked: (blocked) => autoplay.set(blocked, this.#life.signal),
    });
    const turn = new TurnTitle(() => host.words.text('yourTurn'), this.#life.signal);
    this.session = new AvatarSession({
      ...options,
      stage: this.sink,
      onStateChange: () => this.#onStateChange(),
      onStartedByServer: (started) => {
        this.#started = started;
        if (this.#isEnding) this.#report();
      },
      dispatch: (event) => {
        turn.receive(event);
        if (this.#isEnding) reaction.during(() => host.deliver(event));
        else host.deliver(event);
      },
    });
    watchVisibility(host, this.session, {life: this.#life.signal, onHidden: () => end('hidden')});
    this.#page = new PageLifecycle(() => end('page-hidden'));
    // The page is followed until the stop is confirmed: a page that goes tries an unconfirmed stop once more.
    void this.session.stopConfirmed.then(() => this.#page.stop());
  }

  /** Why nobody would miss the session; `null` while it goes on before the visitor's eyes. */
  get leaving(): EndReason | null {
    if (this.#isEnding) return 'stopped';
    // An element that was never in the document is yet to come.
    if (this.host.hasUpdated && !this.host.isConnected) return 'removed';
    return this.session.rendered ? null : 'hidden';
  }

  get #isEnding(): boolean {
    return this.session.state === 'stopping' || isOver(this.session.state);
  }

  stop(reason: EndReason): Promise<void> {
    return this.session.stop(reason);
  }

  #onStateChange(): void {
    const {session} = this;
    if (isLive(session.state)) this.#isLive = true;
    if (this.#isEnding) {
      if (this.#isLive) {
        this.#reaction.begin();
        // Only LiveAvatar remembers a session.
        if (session.info?.backend === 'liveavatar') keepSession(this.host, session.info.id);
      }
      this.#isLive = false;
      this.#report();
    }
    const isJustOver = isOver(session.state) && !this.#life.signal.aborted;
    if (isJustOver) this.#dispose();
    this.host.sessionChanged({hasFailed: isJustOver && session.error !== null});
  }

  /** Tells the owner's server of the end, where there is a session: the page may be unable to stop it. */
  #report(): void {
    const {info, stopTicket} = this.session;
    const ended = info ? {id: info.id, stopTicket} : this.#started;
    if (ended) this.#beacon.send(ended);
  }

  #dispose(): void {
    this.#life.abort();
    this.sink.release();
  }
}
