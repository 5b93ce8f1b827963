import * as z from 'zod/mini';
import {FIELDS, type SessionFieldName, type SessionFields} from '../../settings/session-fields.js';
import type {SessionSettings} from '../../settings/session-settings.js';

type TokenOnlyPath = Extract<SessionFields[SessionFieldName], {tokenOnly: true}>['path'];

/** Body of `POST /v1/streaming.new`; `v2` is the LiveKit generation, the only one that still exists. */
export type StreamingNewRequest = Omit<SessionSettings, TokenOnlyPath> & {version: 'v2'};

const TOKEN_ONLY: ReadonlySet<string> = new Set(
  FIELDS.filter(({tokenOnly}) => tokenOnly).map(({path}) => path),
);

/** The body of `streaming.new` for a session of these settings. */
export function streamingNewRequest(settings: SessionSettings): StreamingNewRequest {
  const known = Object.entries(settings).filter(([path]) => !TOKEN_ONLY.has(path));
  return {...(Object.fromEntries(known) as Omit<SessionSettings, TokenOnlyPath>), version: 'v2'};
}

/** `data` of the reply to `streaming.new`. */
export const StreamingNewData = z.object({
  session_id: z.string().check(z.minLength(1)),
  url: z.string().check(z.minLength(1)),
  access_token: z.string().check(z.minLength(1)),
  session_duration_limit: z.catch(z.nullish(z.number()), null),
  is_paid: z.catch(z.nullish(z.boolean()), null),
  realtime_endpoint: z.catch(z.nullish(z.string()), null),
});

/** `data` of the reply to `streaming.task`. */
export const StreamingTaskData = z.object({
  task_id: z.string().check(z.minLength(1)),
  duration_ms: z.catch(z.nullish(z.number()), null),
});

/** The envelope of every reply: what a failed one says of itself. */
export const StreamingApiError = z.object({
  code: z.catch(z.nullish(z.union([z.number(), z.string()])), null),
  message: z.catch(z.nullish(z.string()), null),
  error: z.catch(z.nullish(z.string()), null),
  detail: z.catch(z.nullish(z.string()), null),
});

/** A data message of the room: the avatar's and the visitor's speech, by task. */
export const StreamingMessage = z.discriminatedUnion('type', [
  z.object({type: z.literal('avatar_start_talking'), task_id: z.catch(z.nullish(z.string()), null)}),
  z.object({
    type: z.literal('avatar_stop_talking'),
    task_id: z.catch(z.nullish(z.string()), null),
    duration_ms: z.catch(z.nullish(z.number()), null),
  }),
  z.object({
    type: z.literal('avatar_talking_message'),
    task_id: z.catch(z.nullish(z.string()), null),
    message: z.string(),
  }),
  z.object({type: z.literal('avatar_end_message'), task_id: z.catch(z.nullish(z.string()), null)}),
  z.object({
    type: z.literal('user_talking_message'),
    task_id: z.catch(z.nullish(z.string()), null),
    message: z.string(),
  }),
  z.object({type: z.literal('user_end_message'), task_id: z.catch(z.nullish(z.string()), null)}),
]);
export type StreamingMessage = z.output<typeof StreamingMessage>;

/** A message of the chat socket. */
export const ChatMessage = z.object({event_type: z.enum(['user_start', 'user_stop'])});
