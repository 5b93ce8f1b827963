import {isLive} from '../session/session-state.js';

/** The element, as far as it is measured. */
export interface MeasuredHost {
  readonly id: string;
  readonly avatarId: string | null;
  readonly tools: ReadonlyMap<string, unknown>;
}

type Entry = Readonly<Record<string, string | number>>;

/**
 * Tells the page's `dataLayer` what visitors do with an avatar: never what is said, and no id of a session. Loaded where a page asks
 * for it. Events are known by their names: a page may have loaded this file and the element from different places.
 */
export class Analytics {
  readonly #host: MeasuredHost;
  #liveAt: number | null = null;
  #hasAsked = false;

  constructor(host: MeasuredHost) {
    this.#host = host;
  }

  opened(): void {
    this.#push('opened');
  }

  receive(event: Event): void {
    const {type, state, role, final, name, reason, rating} = event as Event & Record<string, unknown>;
    if (type === 'avatar-statechange') this.#onState(String(state));
    else if (type === 'avatar-submit' || (type === 'avatar-message' && role === 'user' && final))
      this.#onQuestion();
    else if (type === 'avatar-toolcall') this.#push('tool_called', {avatar_tool: this.#toolName(name)});
    else if (type === 'avatar-feedback') this.#push('rated', {avatar_rating: Number(rating)});
    else if (type === 'avatar-end') this.#onEnd(String(reason));
  }

  #onState(state: string): void {
    if (state === 'connecting') this.#liveAt = null;
    if (!isLive(state as never) || this.#liveAt !== null) return;
    this.#liveAt = Date.now();
    this.#hasAsked = false;
    this.#push('started');
  }

  #onQuestion(): void {
    if (this.#hasAsked) return;
    this.#hasAsked = true;
    this.#push('first_question');
  }

  #onEnd(reason: string): void {
    const seconds = this.#liveAt === null ? 0 : Math.round((Date.now() - this.#liveAt) / 1000);
    this.#push('ended', {avatar_reason: reason, avatar_seconds: seconds});
  }

  /** The agent writes the name of a tool, and could write anything: only a name that the page has registered. */
  #toolName(name: unknown): string {
    return typeof name === 'string' && this.#host.tools.has(name) ? name : 'unknown';
  }

  #push(what: string, more: Entry = {}): void {
    const {id, avatarId} = this.#host;
    try {
      const page = globalThis as {dataLayer?: unknown};
      page.dataLayer ??= [];
      if (Array.isArray(page.dataLayer))
        page.dataLayer.push({event: `avatar_${what}`, avatar: id || avatarId || '', ...more});
    } catch {
      // A tag of the page has failed, or the page does not let it be made: the conversation goes on.
    }
  }
}
