import {isOver, type SessionState} from '../../session/session-state.js';

/** How long the visitor sees that the conversation is being ended. The server may take longer to confirm it. */
const STOPPING_MS = 300;

/** When the conversation began and ended, as the visitor sees it. */
export class Ending {
  /** When the avatar was on screen first, in ms since 1970; `null` where it never was. */
  liveAt: number | null = null;
  /** How long the conversation was, in seconds. */
  seconds = 0;
  /** The state as the visitor sees it: soon after somebody has ended the conversation, it has ended. */
  phase: SessionState = 'idle';
  readonly #onChange: () => void;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(onChange: () => void) {
    this.#onChange = onChange;
  }

  /** The state of the session has changed. */
  follow(state: SessionState): void {
    clearTimeout(this.#timer);
    const wasOver = this.#isOver;
    this.phase = state;
    if (state === 'connecting') this.liveAt = null;
    if (state === 'live') this.liveAt ??= Date.now();
    if (this.#isOver && !wasOver) this.seconds = this.liveAt === null ? 0 : (Date.now() - this.liveAt) / 1000;
    if (state !== 'stopping') return;
    this.#timer = setTimeout(() => {
      this.phase = 'ended';
      this.#onChange();
    }, STOPPING_MS);
  }

  get #isOver(): boolean {
    return this.phase === 'stopping' || isOver(this.phase);
  }
}
