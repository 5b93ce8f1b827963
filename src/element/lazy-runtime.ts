import {abortable, forever, withTimeout} from '../session/util/abort.js';
import {AvatarError} from '../session/errors/avatar-error.js';
import {ENTRY_ERROR_MESSAGES} from '../session/errors/entry-error-messages.js';

/** How long the code may take. */
const LOAD_MS = 30_000;

const fetchCode = () => Promise.all([import('../runtime/session-manager.js'), import('../ui/panels.js')]);
type Code = Awaited<ReturnType<typeof fetchCode>>;

/** The code that is loaded on interest, once, and what the element makes of it. A failure is forgotten, so that one can retry. */
export class LazyRuntime<T> {
  readonly #onLoaded: (code: Code) => T;
  readonly #onChange: (problem?: AvatarError) => void;
  #loading: Promise<T> | undefined;
  #isLoaded = false;
  /** Aborts for all who wait now. */
  #waiting = new AbortController();

  /** `onChange` hears that `isLoading` has changed, and why nothing was loaded. */
  constructor(onLoaded: (code: Code) => T, onChange: (problem?: AvatarError) => void) {
    this.#onLoaded = onLoaded;
    this.#onChange = onChange;
  }

  get isLoading(): boolean {
    return this.#loading !== undefined && !this.#isLoaded;
  }

  /** Rejects with `load-failed`, with the signal's reason, or, given up, with an `AbortError`. */
  load({signal}: {signal?: AbortSignal | undefined} = {}): Promise<T> {
    const {signal: waiting} = this.#waiting;
    if (!this.#loading) {
      this.#loading = this.#load();
      this.#onChange();
    }
    return abortable(this.#loading, signal ? AbortSignal.any([signal, waiting]) : waiting);
  }

  /** Who waits for it now does not want it any more; it is loaded all the same. */
  giveUp(): void {
    this.#waiting.abort(new DOMException('The start was stopped.', 'AbortError'));
    this.#waiting = new AbortController();
  }

  async #load(): Promise<T> {
    try {
      const made = this.#onLoaded(await withTimeout(LOAD_MS, 'downloading its code', forever, fetchCode));
      this.#isLoaded = true;
      this.#onChange();
      return made;
    } catch (error) {
      this.#loading = undefined;
      const problem = new AvatarError('load-failed', ENTRY_ERROR_MESSAGES['load-failed'], {cause: error});
      this.#onChange(problem);
      throw problem;
    }
  }
}
