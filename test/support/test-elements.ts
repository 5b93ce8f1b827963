import '../../src/index.js';
import type {HeygenAvatarElement} from '../../src/index.js';
import type {Sandbox} from '../../src/sandbox/sandbox.js';
import {open, sandbox} from './test-sandbox.js';

export {calls, open, sandbox} from './test-sandbox.js';

/** The elements that the test has placed so far. */
export let elements: HeygenAvatarElement[];

/** Makes an element that talks to a sandbox, and appends it to the page. */
export function appendAvatar(
  {tokenUrl, origin}: Sandbox,
  attributes: Record<string, string>,
): HeygenAvatarElement {
  const element = document.createElement('heygen-avatar');
  const all = {'token-url': tokenUrl, 'api-url': origin, ...attributes};
  for (const [name, value] of Object.entries(all)) element.setAttribute(name, value);
  document.body.append(element);
  return element;
}

/** Places an element on the test's sandbox. */
export function place(attributes: Record<string, string> = {}): HeygenAvatarElement {
  const element = appendAvatar(sandbox, attributes);
  elements.push(element);
  return element;
}

/** Places an element and starts it. */
export async function live(attributes: Record<string, string> = {}): Promise<HeygenAvatarElement> {
  const element = place(attributes);
  await element.start();
  return element;
}

/** A part of the element's shadow root. */
export const part = (element: HeygenAvatarElement, name: string) =>
  element.shadowRoot?.querySelector<HTMLElement>(`[part~=${name}]`) ?? null;

export const shows = (element: HeygenAvatarElement, name: string) => part(element, name) !== null;

/** The part that has the focus. */
export const focused = (element: HeygenAvatarElement) =>
  element.shadowRoot?.activeElement?.getAttribute('part') ?? null;

/** Resolves when this many more frames have been painted. */
export async function newFrames({video}: HeygenAvatarElement, count = 1): Promise<void> {
  for (let frame = 0; frame < count; frame++) {
    await new Promise((resolve) => video.requestVideoFrameCallback(resolve));
  }
}

/** Gives each test a sandbox, and removes its elements after it. */
export function useSandbox(): void {
  setup(async () => {
    elements = [];
    await open();
  });

  teardown(async () => {
    for (const element of elements) element.remove();
    await Promise.all(elements.map((element) => element.stop()));
    await sandbox.stop();
  });
}
