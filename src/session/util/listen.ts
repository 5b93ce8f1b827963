/** Takes an event of any class, as the parameters of methods do. */
type Listener = {listen(event: Event): void}['listen'];

/**
 * Adds a listener that goes when `signal` aborts. The browser's own option does the same, but zone.js, in applications of Angular,
 * loses it up to 0.13: listeners of every session would stay.
 */
export function listen(
  target: EventTarget | null | undefined,
  type: string,
  listener: Listener,
  {signal, ...options}: AddEventListenerOptions & {signal: AbortSignal},
): void {
  if (signal.aborted) return;
  target?.addEventListener(type, listener, options);
  signal.addEventListener('abort', () => target?.removeEventListener(type, listener, options), {once: true});
}
