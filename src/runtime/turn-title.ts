import {AvatarProgressEvent} from '../session/events.js';
import {listen} from '../session/util/listen.js';

/** Says by the title of the tab that it is the turn of a visitor who has waited in the queue and looks at another tab. */
export class TurnTitle {
  readonly #words: () => string;
  readonly #life: AbortSignal;
  #isQueued = false;

  /** `life` aborts when the session is over. */
  constructor(words: () => string, life: AbortSignal) {
    this.#words = words;
    this.#life = life;
  }

  /** Takes the events of a session. */
  receive(event: Event): void {
    if (!(event instanceof AvatarProgressEvent)) return;
    if (this.#isQueued && event.step !== 'queue' && document.hidden) this.#show();
    this.#isQueued = event.step === 'queue';
  }

  #show(): void {
    const {title} = document;
    const ours = (document.title = `\u25cf ${this.#words()}`);
    const shown = new AbortController();
    const restore = () => {
      if (!document.hidden || this.#life.aborted) {
        shown.abort();
        if (document.title === ours) document.title = title; // the page may have changed it since
      }
    };
    listen(document, 'visibilitychange', restore, {signal: shown.signal});
    listen(this.#life, 'abort', restore, {signal: shown.signal});
  }
}
