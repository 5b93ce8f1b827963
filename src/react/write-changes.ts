import {REACT_EVENTS} from './react-events.js';

/** Props of the component, by name. */
export type Given = Readonly<Record<string, unknown>>;

/**
 * Sets the properties and listeners of an element that have changed since the last render. The others stay as they are: the visitor may
 * have opened, muted or unmuted the avatar meanwhile.
 */
export function writeChanges(element: HTMLElement, before: Given, now: Given): void {
  for (const name of new Set([...Object.keys(before), ...Object.keys(now)])) {
    const [old, value] = [before[name], now[name]];
    if (Object.is(old, value)) continue;
    const event = (REACT_EVENTS as Readonly<Record<string, string>>)[name];
    if (event) listen(element, event, old, value);
    else write(element, name, value);
  }
}

function listen(element: HTMLElement, event: string, old: unknown, value: unknown): void {
  if (typeof old === 'function') element.removeEventListener(event, old as EventListener);
  if (typeof value === 'function') element.addEventListener(event, value as EventListener);
}

function write(element: HTMLElement, name: string, value: unknown): void {
  (element as unknown as Record<string, unknown>)[name] = value;
  // Of React's other elements, nothing in `title` or `id` means that there is none; the property would be the text "undefined".
  if (value === undefined || value === null) {
    if (name in HTMLElement.prototype) element.removeAttribute(name);
  }
}
