/** An `EventTarget` whose events are known by name. */
export interface TypedEventTarget<Events> extends EventTarget {
  addEventListener<K extends keyof Events & string>(
    type: K,
    listener: ((event: Events[K]) => void) | {handleEvent(event: Events[K]): void} | null,
    options?: boolean | AddEventListenerOptions,
  ): void;
  addEventListener(
    type: string,
    listener: EventListenerOrEventListenerObject | null,
    options?: boolean | AddEventListenerOptions,
  ): void;
  removeEventListener<K extends keyof Events & string>(
    type: K,
    listener: ((event: Events[K]) => void) | {handleEvent(event: Events[K]): void} | null,
    options?: boolean | EventListenerOptions,
  ): void;
  removeEventListener(
    type: string,
    listener: EventListenerOrEventListenerObject | null,
    options?: boolean | EventListenerOptions,
  ): void;
}

/** The class `EventTarget`, to be extended by a class whose events are known by name. */
export const typedEventTarget = <Events>(): new () => TypedEventTarget<Events> =>
  EventTarget as unknown as new () => TypedEventTarget<Events>;
