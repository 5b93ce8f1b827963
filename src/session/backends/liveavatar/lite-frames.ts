import * as z from 'zod/mini';
import {AvatarError} from '../../errors/avatar-error.js';
import type {AvatarErrorCode} from '../../errors/error-messages.js';
import {parseJson} from '../../util/json.js';

const Name = z.catch(z.nullish(z.string()), null);
const Fault = z.catch(z.nullish(z.object({type: Name, message: Name, event_id: Name})), null);

/** A message that LiveAvatar sends on the socket of a LITE session. */
const LiteFrame = z.object({
  type: z.string(),
  event_id: Name,
  source_event_id: Name,
  state: Name,
  new_state: Name,
  error: Fault,
  warning: Fault,
});
export type LiteFrame = z.output<typeof LiteFrame>;

/** What a message says, or `undefined` for what is none. */
export function readFrame(data: unknown): LiteFrame | undefined {
  return LiteFrame.safeParse(typeof data === 'string' ? parseJson(data) : undefined).data;
}

/** How much of the server's message an error quotes, in characters. */
const LONGEST_QUOTE = 200;

const FAULTS: Readonly<Record<string, readonly [AvatarErrorCode, string]>> = {
  invalid_request_error: [
    'bad-request',
    'LiveAvatar refused a message on the audio socket. See the cause of this error for its words.',
  ],
  video_starvation: [
    'speech-failed',
    'LiveAvatar ran out of pictures while the avatar spoke. It goes on by itself; if it happens often, tell LiveAvatar.',
  ],
};
const SERVER_FAULT = [
  'server-error',
  'LiveAvatar’s audio socket has a problem. Try again in a moment.',
] as const;

/** The error of a fault that LiveAvatar reports. */
export function faultOf(fault: LiteFrame['error']): AvatarError {
  const type = fault?.type ?? '';
  const [code, message] = (Object.hasOwn(FAULTS, type) ? FAULTS[type] : undefined) ?? SERVER_FAULT;
  return new AvatarError(code, message, {cause: new Error(wordsOf(fault))});
}

export const wordsOf = (fault: LiteFrame['error']): string =>
  `${fault?.type ?? 'unknown'}: ${fault?.message ?? ''}`.slice(0, LONGEST_QUOTE);
