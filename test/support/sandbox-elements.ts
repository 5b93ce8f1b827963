import '../../src/index.js';
import type {HeygenAvatarElement} from '../../src/index.js';
import {startSandbox, type Sandbox, type SandboxOptions} from '../../src/sandbox/sandbox.js';

export let sandbox: Sandbox;
export let elements: HeygenAvatarElement[];

export async function open(options: SandboxOptions = {}): Promise<void> {
  sandbox = await startSandbox({msPerCharacter: 5, ...options});
}

export function place(attributes: Record<string, string> = {}): HeygenAvatarElement {
  const element = document.createElement('heygen-avatar');
  const all = {'token-url': sandbox.tokenUrl, 'api-url': sandbox.origin, ...attributes};
  for (const [name, value] of Object.entries(all)) element.setAttribute(name, value);
  document.body.append(element);
  elements.push(element);
  return element;
}

export async function live(attributes: Record<string, string> = {}): Promise<HeygenAvatarElement> {
  const element = place(attributes);
  await element.start();
  return element;
}

export const part = (element: HeygenAvatarElement, name: string) =>
  element.shadowRoot?.querySelector<HTMLElement>(`[part=${name}]`) ?? null;

export const shows = (element: HeygenAvatarElement, name: string) => part(element, name) !== null;

export const focused = (element: HeygenAvatarElement) =>
  element.shadowRoot?.activeElement?.getAttribute('part');

/** Resolves when so many more frames have been painted. */
export async function newFrames({video}: HeygenAvatarElement, count = 1): Promise<void> {
  for (let frame = 0; frame < count; frame++) {
    await new Promise((resolve) => video.requestVideoFrameCallback(resolve));
  }
}

export const calls = () => sandbox.requests.map(({endpoint}) => endpoint);

/** Each test has a sandbox of its own, and its elements are removed after it. */
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
