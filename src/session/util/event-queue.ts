/**
 * Delivers events once the change that caused them is complete, in the order in which they were caused. A listener may call
 * anything: the events of that call follow those that are waiting already, so every listener sees the same order.
 */
export class EventQueue {
  readonly #deliver: (event: Event) => void;
  readonly #waiting: Event[] = [];
  /** How many changes and deliveries are under way. */
  #holds = 0;

  constructor(deliver: (event: Event) => void) {
    this.#deliver = deliver;
  }

  add(event: Event): void {
    this.#waiting.push(event);
    this.#flush();
  }

  /** Runs a change of state. Its events are delivered when it has returned. */
  change<T>(work: () => T): T {
    this.#holds++;
    try {
      return work();
    } finally {
      this.#holds--;
      this.#flush();
    }
  }

  #flush(): void {
    if (this.#holds > 0) return;
    this.#holds++;
    try {
      for (let event = this.#waiting.shift(); event; event = this.#waiting.shift()) this.#deliver(event);
    } finally {
      this.#holds--;
    }
  }
}
