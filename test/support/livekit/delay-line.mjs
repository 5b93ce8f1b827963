/** How far a server is from the visitors. It may change at any time, for what is sent afterwards. */
export class Distance {
  /** How long a packet is on its way to the server and back, in ms. */
  roundTripMs;

  constructor(roundTripMs = 0) {
    this.roundTripMs = roundTripMs;
  }
}

/** Delivers what it is given half a round trip later, in the same order; at once where there is no distance. */
export class DelayLine {
  #distance;
  #deliver;
  #queue = [];
  #timer;

  constructor(distance, deliver) {
    this.#distance = distance;
    this.#deliver = deliver;
  }

  /** `from` is the earliest moment, by `performance.now()`, at which the item sets off. */
  push(item, from = 0) {
    const dueAt = Math.max(from, performance.now()) + this.#distance.roundTripMs / 2;
    this.#queue.push({item, dueAt});
    if (!this.#timer) this.#flush();
  }

  /** Delivers nothing any more. */
  stop() {
    clearTimeout(this.#timer);
    this.#queue.length = 0;
  }

  #flush() {
    this.#timer = undefined;
    while (this.#queue.length > 0 && this.#queue[0].dueAt <= performance.now()) {
      this.#deliver(this.#queue.shift().item);
    }
    if (this.#queue.length === 0) return;
    // A timer counts whole milliseconds.
    this.#timer = setTimeout(() => this.#flush(), Math.ceil(this.#queue[0].dueAt - performance.now()));
  }
}
