/**
 * Adds a listener that goes when `signal` aborts. The browser's own option does the same, but zone.js, in applications of Angular,
 * loses it up to 0.13: listeners of every session would stay.
 */
export function listen<E extends Event>(
  target: EventTarget | null | undefined,
  type: string,
  listener: (event: E) => void,
  {signal, ...options}: AddEventListenerOptions & {signal: AbortSignal},
): void {
  if (signal.aborted) return;
  target?.addEventListener(type, listener as EventListener, options);
  signal.addEventListener(
    'abort',
    () => target?.removeEventListener(type, listener as EventListener, options),
    {once: true},
  );
}
