/**
 * True while the page reacts to the end of a session: in listeners of its last events, and in code that awaits a task's
 * `ended`. A page that has the avatar say the next line whenever a speech ends must not start a new session when the visitor
 * hangs up.
 */
export class EndReaction {
  #isUnderWay = false;
  #timer: ReturnType<typeof setTimeout> | undefined;

  get isUnderWay(): boolean {
    return this.#isUnderWay;
  }

  /** A session begins to end. Code that called `stop` goes on first; then promises settle, in this same task. */
  begin(): void {
    queueMicrotask(() => (this.#isUnderWay = true));
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.end());
  }

  /** What the page calls from here on is its own wish. A caller who awaits the stop may learn of it before a timer fires. */
  end(): void {
    clearTimeout(this.#timer);
    this.#isUnderWay = false;
  }

  /** Delivers an event of a session that ends or has ended. */
  during(deliver: () => void): void {
    const before = this.#isUnderWay;
    this.#isUnderWay = true;
    try {
      deliver();
    } finally {
      this.#isUnderWay = before;
    }
  }
}
