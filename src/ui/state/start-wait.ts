import type {StartStep} from '../../session/session-state.js';

/** A start that is quicker than this changes nothing that the visitor sees before the avatar is there. */
const QUIET_MS = 400;
/** How often the visitor sees how long they have waited in the queue. */
const TICK_MS = 1_000;

/** The timers of a start: for a moment the panel shows nothing of it; in the queue it shows how long the visitor waits. */
export class StartWait {
  readonly #onChange: () => void;
  #quietTimer: ReturnType<typeof setTimeout> | undefined;
  #queueClock: ReturnType<typeof setInterval> | undefined;

  constructor(onChange: () => void) {
    this.#onChange = onChange;
  }

  /** True at the beginning of a start, which may be over in a moment. */
  get isQuiet(): boolean {
    return this.#quietTimer !== undefined;
  }

  begin(): void {
    this.end();
    this.#quietTimer = setTimeout(() => {
      this.#quietTimer = undefined;
      this.#onChange();
    }, QUIET_MS);
  }

  /** The start has come to this step. */
  follow(step: StartStep): void {
    clearInterval(this.#queueClock);
    if (step === 'queue') this.#queueClock = setInterval(this.#onChange, TICK_MS);
  }

  /** The start has succeeded or failed, or somebody has ended it. */
  end(): void {
    clearTimeout(this.#quietTimer);
    this.#quietTimer = undefined;
    clearInterval(this.#queueClock);
  }
}
