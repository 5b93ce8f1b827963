import type {ReactiveControllerHost} from 'lit';
import {AvatarErrorEvent} from '../session/error-event.js';
import {AvatarError} from '../session/errors/avatar-error.js';
import {jsonObject} from './converters.js';
import {BAD_STRINGS} from './display-properties.js';
import {loadFailed} from './lazy-runtime.js';
import {Retry} from './retry.js';

interface ProblemHost extends HTMLElement, ReactiveControllerHost {
  readonly deliver: (event: Event) => void;
}

/** What is wrong with an element without a session that has failed. */
export class Problem {
  value: AvatarError | null = null;
  readonly #host: ProblemHost;
  readonly #retry: Retry;

  /** `loadAgain` downloads what is missing. */
  constructor(host: ProblemHost, loadAgain: () => void) {
    this.#host = host;
    this.#retry = new Retry(host, () => {
      loadAgain();
      host.requestUpdate();
    });
    host.addController(this.#retry);
  }

  report(problem: AvatarError): void {
    this.value = problem;
    this.#host.requestUpdate();
    this.#host.deliver(new AvatarErrorEvent(problem));
  }

  /**
   * Shows why a start has made no session at all. `known` is the error of the session, which is reported already. That the page has
   * refused the start is no failure: no event reports it.
   */
  explain(error: unknown, known: AvatarError | null): void {
    if (!(error instanceof AvatarError) || error === known) return;
    if (error.code === 'start-refused') this.value = error;
    else this.report(error);
  }

  /**
   * A part that the page asks for could not be downloaded, or, without an error, one that nobody misses at once. The page is told
   * once, and not at every try that follows.
   */
  readonly lack = (error?: unknown): void => {
    this.#retry.plan();
    if (error && this.value?.code !== 'load-failed') this.report(loadFailed(error));
  };

  /** A part has been downloaded, or is being: what is said of a download that has failed holds no longer. */
  arrived(): void {
    this.clear('load-failed');
    this.#host.requestUpdate();
  }

  /** The page has set the attribute `strings`. */
  checkStrings(text: string | null): void {
    if (text?.trim() && !jsonObject(text)) this.report(new AvatarError('bad-config', BAD_STRINGS));
    else this.clear('bad-config');
  }

  clear(code?: string): void {
    if (code && this.value?.code !== code) return;
    this.value = null;
    this.#host.requestUpdate();
  }
}
