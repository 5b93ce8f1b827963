import {listen} from '../../session/util/listen.js';
import {timerMs} from '../../session/util/timer-ms.js';
import type {SessionState} from '../../session/session-state.js';
import {visitKey} from '../../session/util/visit-key.js';
import {dismissal} from './dismissal.js';

interface TeaserHost extends HTMLElement {
  readonly teaser: string | null;
  readonly teaserDelay: string | null;
  readonly avatarId: string | null;
  readonly mode: 'inline' | 'floating';
  readonly state: SessionState;
  readonly open: boolean;
}

/** When a teaser comes: the first of these. */
interface Moments {
  seconds?: number;
  /** How far down the page the visitor has scrolled, of 1. */
  depth?: number;
  /** When the pointer leaves the window at the top, as it does on its way to the address bar or the tabs. */
  exit?: boolean;
}

const DEFAULT: Moments = {seconds: 8};

/** Reads `teaser-delay`: seconds (`10`), a depth (`50%`, `scroll`), `exit`, or several of them. */
export function teaserMoments(text: string | null): Moments {
  const moments: Moments = {};
  for (const word of (text ?? '').toLowerCase().split(/[\s,]+/)) {
    const [, digits, unit] = /^(\d+(?:\.\d+)?)(%|s|)$/.exec(word) ?? [];
    if (digits === undefined) {
      if (word === 'scroll') moments.depth = 0.5;
      else if (word === 'exit') moments.exit = true;
    } else if (unit === '%') moments.depth = Math.min(1, Number(digits) / 100);
    else moments.seconds = Number(digits);
  }
  return Object.keys(moments).length > 0 ? moments : DEFAULT;
}

/**
 * Says when the teaser is shown: once a visit, to a visitor who has not opened, closed or hidden the avatar yet. It starts nothing.
 */
export class Teaser {
  isShown = false;
  readonly #host: TeaserHost;
  readonly #onChange: () => void;
  #waiting: AbortController | undefined;
  #waitsFor = '';
  /** The teaser's work is done on this page, also where the browser gives the page no storage. */
  #isDone = false;

  constructor(host: TeaserHost, onChange: () => void) {
    this.#host = host;
    this.#onChange = onChange;
  }

  /** Call it after each change of the host. */
  follow(): void {
    const {teaser, teaserDelay, mode, open, state, isConnected} = this.#host;
    const isPossible = isConnected && mode === 'floating' && teaser !== null;
    if (isPossible && (open || state !== 'idle')) this.finish();
    if (this.isShown && !isPossible) this.#set(false);
    const waitsFor = isPossible && !this.#isDone && !this.#wasSeen ? `for ${teaserDelay}` : '';
    if (waitsFor === this.#waitsFor) return;
    this.#waitsFor = waitsFor;
    this.#waiting?.abort();
    if (waitsFor) this.#wait(teaserMoments(teaserDelay), (this.#waiting = new AbortController()).signal);
  }

  /** The visitor has closed the teaser, or opened the panel. */
  finish(): void {
    this.#isDone = true;
    this.#waiting?.abort();
    this.#waitsFor = '';
    this.#set(false);
  }

  disconnect(): void {
    this.#waiting?.abort();
    this.#waitsFor = '';
  }

  get #wasSeen(): boolean {
    try {
      return dismissal(this.#host) !== null || sessionStorage.getItem(this.#key) !== null;
    } catch {
      return false;
    }
  }

  get #key(): string {
    return visitKey('teased', this.#host);
  }

  #wait({seconds, depth, exit}: Moments, signal: AbortSignal): void {
    const show = () => this.#show(signal);
    if (seconds !== undefined) {
      const timer = setTimeout(show, timerMs(seconds * 1000));
      signal.addEventListener('abort', () => clearTimeout(timer));
    }
    if (depth !== undefined) {
      listen(document, 'scroll', () => scrolledDepth() >= depth && show(), {passive: true, signal});
    }
    if (exit) {
      listen(document.documentElement, 'mouseleave', (event: MouseEvent) => event.clientY <= 0 && show(), {
        signal,
      });
    }
  }

  /** A visitor who is in another tab sees it when they are back. */
  #show(signal: AbortSignal): void {
    if (this.#host.getClientRects().length === 0) return; // the page hides the avatar
    if (document.hidden) {
      listen(document, 'visibilitychange', () => this.#show(signal), {once: true, signal});
      return;
    }
    this.finish();
    try {
      sessionStorage.setItem(this.#key, 'shown');
    } catch {
      // The browser gives this page no storage: the next page shows the teaser again.
    }
    this.#set(true);
  }

  #set(isShown: boolean): void {
    if (this.isShown === isShown) return;
    this.isShown = isShown;
    this.#onChange();
  }
}

/** How far down the page the visitor is, of 1; 0 on a page that does not scroll. */
function scrolledDepth(): number {
  const page = document.scrollingElement;
  if (!page) return 0;
  const room = page.scrollHeight - page.clientHeight;
  return room > 0 ? page.scrollTop / room : 0;
}
