import {visitKey, type NamedAvatar} from '../../session/util/visit-key.js';

/** Where the words of a conversation are kept, in `sessionStorage`. */
export const keptKey = (host: NamedAvatar): string => visitKey('transcript', host);
