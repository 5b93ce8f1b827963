import type {AvatarElementEventMap} from '../../src/session/events.js';

/** Resolves with the next event of a type. */
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

/** Resolves with what a promise rejects with. */
export async function rejection(promise: Promise<unknown>): Promise<unknown> {
  try {
    await promise;
  } catch (error) {
    return error;
  }
  throw new Error('It did not reject.');
}

const {setTimeout} = globalThis; // the real one, also under a test's own clock

/** Polls a condition: for what no event tells. */
export async function until(isTrue: () => boolean): Promise<void> {
  while (!isTrue()) await new Promise((resolve) => setTimeout(resolve, 5));
}
