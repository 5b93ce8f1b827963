import * as z from 'zod/mini';

/** `voice.elevenlabs_settings` of `streaming.new`. */
export const ElevenlabsSettings = z.object({
  stability: z.optional(z.number()),
  model_id: z.optional(z.string()),
  similarity_boost: z.optional(z.number()),
  style: z.optional(z.number()),
  use_speaker_boost: z.optional(z.boolean()),
});

/** `voice` of `streaming.new`. */
export const VoiceSetting = z.object({
  voice_id: z.optional(z.string()),
  rate: z.optional(z.number()),
  emotion: z.optional(z.string()),
  elevenlabs_settings: z.optional(ElevenlabsSettings),
});

/** `stt_settings` of `streaming.new`. */
export const SttSettings = z.object({
  provider: z.optional(z.string()),
  confidence: z.optional(z.number()),
});

/** What a page may ask of a session, in the words of `streaming.new`. An absent field is not sent. */
export const SessionSettings = z.object({
  quality: z._default(z.enum(['high', 'medium', 'low']), 'medium'),
  avatar_id: z.optional(z.string()),
  voice: z.optional(VoiceSetting),
  stt_settings: z.optional(SttSettings),
  video_encoding: z.optional(z.enum(['H264', 'VP8'])),
  knowledge_base: z.optional(z.string()),
  knowledge_base_id: z.optional(z.string()),
  language: z.optional(z.string()),
  disable_idle_timeout: z.optional(z.boolean()),
  activity_idle_timeout: z.optional(z.int().check(z.gte(30), z.lte(3600))),
  ia_is_livekit_transport: z.optional(z.boolean()),
  /** LiveAvatar's word, for the token endpoint; `streaming.new` does not know it. */
  interactivity_type: z.optional(z.enum(['CONVERSATIONAL', 'PUSH_TO_TALK'])),
});
export type SessionSettings = z.output<typeof SessionSettings>;

/** Body of `POST /v1/streaming.new`; `v2` is the LiveKit generation, the only one that still exists. */
export type StreamingNewRequest = Omit<SessionSettings, 'interactivity_type'> & {version: 'v2'};

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
