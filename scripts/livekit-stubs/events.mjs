/**
 * What livekit-client uses of the package "events". `test/scripts/livekit-stubs.test.mjs` compares it with that package. It does not
 * report new listeners, whose number it does not limit, and has no rule of its own for an event that is called "error".
 */
export class EventEmitter {
  /** The listeners of each event. A list is never changed: one that is being called stays as it was. */
  _listeners = new Map();

  on(event, listener) {
    return this._set(event, [...this._of(event), {listener}]);
  }

  once(event, listener) {
    return this._set(event, [...this._of(event), {listener, isOnce: true}]);
  }

  off(event, listener) {
    const all = this._of(event);
    const last = all.findLastIndex((entry) => entry.listener === listener);
    return this._set(event, all.toSpliced(last, last < 0 ? 0 : 1));
  }

  removeAllListeners() {
    this._listeners.clear();
    return this;
  }

  emit(event, ...args) {
    const all = this._of(event);
    for (const entry of all) {
      if (entry.isOnce) {
        if (entry.isCalled) continue;
        entry.isCalled = true;
        this._set(
          event,
          this._of(event).filter((other) => other !== entry),
        );
      }
      entry.listener.apply(this, args);
    }
    return all.length > 0;
  }

  listenerCount(event) {
    return this._of(event).length;
  }

  setMaxListeners() {
    return this;
  }

  _of(event) {
    return this._listeners.get(event) ?? [];
  }

  _set(event, entries) {
    this._listeners.set(event, entries);
    return this;
  }
}

export default EventEmitter;
