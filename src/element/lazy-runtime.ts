import {AvatarError} from '../session/errors/avatar-error.js';
import {ENTRY_ERROR_MESSAGES} from '../session/errors/entry-error-messages.js';
import {abortable, withTimeout} from '../session/util/abort.js';
import {lazily} from '../session/util/lazily.js';

/** How long the download may take. */
const LOAD_MS = 30_000;

const fetchRuntime = lazily(() => import('./intent-code.js'));
/** Loads what starts an element by itself once the visitor sees it. */
export const fetchAutoplayWatch = lazily(() => import('../runtime/autoplay-watch.js'));

export const loadFailed = (cause: unknown) =>
  new AvatarError('load-failed', ENTRY_ERROR_MESSAGES['load-failed'], {cause});

/** Waits for a download as long as one may take. */
export const downloaded = <T>(load: () => Promise<T>): Promise<T> =>
  withTimeout(LOAD_MS, 'downloading its code', undefined, load);

type IntentCode = Awaited<ReturnType<typeof fetchRuntime>>;

/** The code that is loaded on intent, once, and what the element makes of it. After a failure the next call tries again. */
export class LazyRuntime<T> {
  readonly #onLoaded: (code: IntentCode) => T;
  readonly #onChange: (problem?: AvatarError) => void;
  #loading: Promise<T> | undefined;
  #isLoaded = false;

  /** `onChange` is called when `isLoading` has changed, with the error where the download has failed. */
  constructor(onLoaded: (code: IntentCode) => T, onChange: (problem?: AvatarError) => void) {
    this.#onLoaded = onLoaded;
    this.#onChange = onChange;
  }

  get isLoading(): boolean {
    return this.#loading !== undefined && !this.#isLoaded;
  }

  /** Rejects with `load-failed`, or with the signal's reason. */
  load(signal?: AbortSignal): Promise<T> {
    if (!this.#loading) {
      this.#loading = this.#load();
      this.#onChange();
    }
    return abortable(this.#loading, signal);
  }

  async #load(): Promise<T> {
    try {
      const made = this.#onLoaded(await downloaded(fetchRuntime));
      this.#isLoaded = true;
      this.#onChange();
      return made;
    } catch (error) {
      this.#loading = undefined;
      const problem = loadFailed(error);
      this.#onChange(problem);
      throw problem;
    }
  }
}
