import {listen} from '../../session/util/listen.js';

/** How far a pointer goes before it drags, in CSS pixels: a press trembles. */
const SLACK = 8;
/** A pointer that rests this long before it lets go has no speed. */
const PAUSE_MS = 100;

interface DragHandlers {
  /** The way since the press. */
  onMove(x: number, y: number): void;
  /** `speedY` in CSS pixels per ms. Not called for a press. */
  onEnd(x: number, y: number, speedY: number): void;
  /** The browser has taken the pointer for something else. */
  onCancel(): void;
}

/** Follows the pointer that has just pressed `target`, until it lets go. A drag is no click. */
export function followDrag(target: HTMLElement, press: PointerEvent, handlers: DragHandlers): void {
  if (!press.isPrimary || press.button !== 0) return;
  const {pointerId, clientX, clientY} = press;
  let isDragging = false;
  let last = {y: clientY, at: press.timeStamp, speed: 0};
  const ending = new AbortController();
  const {signal} = ending;
  const on = (type: string, work: (event: PointerEvent) => void) =>
    listen(target, type, (event: PointerEvent) => event.pointerId === pointerId && work(event), {signal});
  // A quick pointer leaves the target before its first move is told. The browser knows no pointer of an event that a script made.
  if (press.isTrusted) target.setPointerCapture(pointerId);
  on('pointermove', (event) => {
    const [x, y] = [event.clientX - clientX, event.clientY - clientY];
    if (!isDragging && Math.hypot(x, y) < SLACK) return;
    isDragging = true;
    const elapsed = event.timeStamp - last.at;
    if (elapsed > 0)
      last = {y: event.clientY, at: event.timeStamp, speed: (event.clientY - last.y) / elapsed};
    handlers.onMove(x, y);
  });
  on('pointerup', (event) => {
    ending.abort();
    if (!isDragging) return;
    // The click that follows would press what was dragged.
    target.addEventListener('click', stop, {capture: true, once: true});
    setTimeout(() => target.removeEventListener('click', stop, {capture: true}));
    const hasPaused = event.timeStamp - last.at > PAUSE_MS;
    handlers.onEnd(event.clientX - clientX, event.clientY - clientY, hasPaused ? 0 : last.speed);
  });
  on('pointercancel', () => {
    ending.abort();
    if (isDragging) handlers.onCancel();
  });
}

function stop(event: Event): void {
  event.stopImmediatePropagation();
  event.preventDefault();
}
