import type {AvatarElementEventMap} from '../../src/session/events.js';

/** Resolves with the next event of this type that `isWanted` accepts. */
export function nextEvent<K extends keyof AvatarElementEventMap>(
  target: EventTarget,
  type: K,
  isWanted: (event: AvatarElementEventMap[K]) => boolean = () => true,
): Promise<AvatarElementEventMap[K]> {
  return new Promise((resolve) => {
    const listener = (event: Event) => {
      if (!isWanted(event as AvatarElementEventMap[K])) return;
      target.removeEventListener(type, listener);
      resolve(event as AvatarElementEventMap[K]);
    };
    target.addEventListener(type, listener);
  });
}

/** Resolves with the error of a promise that rejects. */
export async function rejection(promise: Promise<unknown>): Promise<unknown> {
  try {
    await promise;
  } catch (error) {
    return error;
  }
  throw new Error('The promise did not reject.');
}

const {setTimeout} = globalThis; // the real one, also while a test fakes the clock

/** Polls a condition that no event announces. */
export async function until(isTrue: () => boolean): Promise<void> {
  while (!isTrue()) await new Promise((resolve) => setTimeout(resolve, 5));
}

/** Resolves after what is due by now, such as a module that is loaded already. */
export const aTask = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));
