import {visitKey} from './dismissal.js';

type Kept = Parameters<typeof visitKey>[1];

/** Where the words of a conversation are kept, in `sessionStorage`. */
export const keptKey = (host: Kept): string => visitKey('transcript', host);

/** Where the id of the last session is kept, in one storage or the other: see `last-session.ts`. */
export const memoryKey = (host: Kept): string => visitKey('last-session', host);
