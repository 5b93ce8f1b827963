import type {MemoryKeeper} from '../session/settings/session-fields.js';
import {lastSessionKey} from '../session/util/visit-key.js';

/** What identifies the conversations of an element. */
interface Remembering {
  readonly id: string;
  readonly avatarId: string | null;
  readonly memory: unknown;
  readonly resume: boolean;
}

/** Where the id of the last session is kept. Only what the page has chosen is read or written. */
const KEEPERS: Readonly<Record<MemoryKeeper, () => Pick<Storage, 'getItem' | 'setItem'>>> = {
  page: () => pageMemory,
  visit: () => sessionStorage,
  browser: () => localStorage,
};

const ids = new Map<string, string>();
const pageMemory = {
  getItem: (key: string) => ids.get(key) ?? null,
  setItem: (key: string, id: string) => void ids.set(key, id),
};

/** Whether the element is to keep the id of its last session. */
export const isKeeper = (memory: unknown): memory is MemoryKeeper =>
  typeof memory === 'string' && Object.hasOwn(KEEPERS, memory);

/** Where the element keeps it; a page that has the words kept wants the avatar to remember them, too. */
const keeperOf = ({memory, resume}: Remembering): MemoryKeeper | null =>
  isKeeper(memory) ? memory : resume && (memory ?? null) === null ? 'visit' : null;

/** The id of the element's last session, where one is kept. */
export function lastSession(host: Remembering): string | null {
  const keeper = keeperOf(host);
  if (!keeper) return null;
  try {
    return KEEPERS[keeper]().getItem(lastSessionKey(host));
  } catch {
    return null; // the browser gives this page no storage
  }
}

/** Keeps the id of a session that is over, where the page has chosen that. */
export function keepSession(host: Remembering, sessionId: string): void {
  const keeper = keeperOf(host);
  if (!keeper) return;
  try {
    KEEPERS[keeper]().setItem(lastSessionKey(host), sessionId);
  } catch {
    // The browser gives this page no storage: the next conversation begins anew.
  }
}
