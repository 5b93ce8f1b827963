import {dismissal, dismissalKey} from './dismissal.js';

interface VisitHost {
  readonly id: string;
  readonly avatarId: string | null;
}

/** What the visitor has done to a floating avatar in this visit. A page may make another avatar of the same element. */
export class Visit {
  readonly #host: VisitHost;
  #key: string | undefined;
  #isHidden = false;
  #isKnown = false;

  constructor(host: VisitHost) {
    this.#host = host;
  }

  /** Whether they have hidden the launcher. */
  get isHidden(): boolean {
    this.#recall();
    return this.#isHidden;
  }

  /** Whether they have opened the panel: the launcher needs no words any more. */
  get isKnown(): boolean {
    this.#recall();
    return this.#isKnown;
  }

  opened(): void {
    this.#recall();
    this.#isKnown = true;
    this.#remember(null);
  }

  closed(): void {
    this.#remember('closed');
  }

  hidden(): void {
    this.#recall();
    this.#isHidden = true;
    this.#remember('hidden');
  }

  #recall(): void {
    const key = dismissalKey(this.#host);
    if (key === this.#key) return;
    this.#key = key;
    const dismissed = dismissal(this.#host);
    this.#isHidden = dismissed === 'hidden';
    this.#isKnown = dismissed !== null;
  }

  /** A hidden launcher stays hidden for the visit, also if the page opens the panel in between. */
  #remember(dismissed: 'closed' | 'hidden' | null): void {
    this.#recall();
    try {
      const key = dismissalKey(this.#host);
      if (this.#isHidden) sessionStorage.setItem(key, 'hidden');
      else if (dismissed) sessionStorage.setItem(key, dismissed);
      else sessionStorage.removeItem(key);
    } catch {
      // The browser gives this page no storage: the next page shows the launcher again.
    }
  }
}
