import * as z from 'zod/mini';

/** The success code of LiveAvatar's envelope; its own documents also show 100. */
const SUCCESS = [1000, 100];

/** The envelope of every response; `data` is what the caller asked for. */
export const Envelope = z.object({
  code: z.number().check(z.refine((code) => SUCCESS.includes(code))),
  data: z.unknown(),
});

/** `data` of the response to `/v1/sessions/start`. */
export const SessionStartData = z.object({
  session_id: z.string().check(z.minLength(1)),
  livekit_url: z.string().check(z.minLength(1)),
  livekit_client_token: z.string().check(z.minLength(1)),
  max_session_duration: z.catch(z.nullish(z.number()), null),
});

/** The part of that response that is enough to stop the session again. */
export const StartedSession = z.object({session_id: z.string().check(z.minLength(1))});

const Text = z.catch(z.string(), '');
const Source = z.catch(z.nullish(z.string()), null);
const Reason = z.catch(z.nullish(z.string()), null);

/** The body of a refused call, in each of its known forms. */
export const LiveAvatarApiError = z.object({
  code: z.catch(z.nullish(z.number()), null),
  message: z.catch(z.nullish(z.string()), null),
  data: z.catch(z.nullish(z.array(z.object({message: Text}))), null),
  detail: z.catch(z.nullish(z.union([z.string(), z.array(z.object({msg: Text}))])), null),
});

/** A message of the agent, on topic `agent-response`. */
export const AgentMessage = z.object({
  event_type: z.enum([
    'avatar.speak_started',
    'avatar.speak_ended',
    'avatar.transcription',
    'avatar.transcription.chunk',
    'user.speak_started',
    'user.speak_ended',
    'user.transcription',
    'user.transcription.chunk',
    'user.push_to_talk_started',
    'user.push_to_talk_start_failed',
    'user.push_to_talk_stopped',
    'user.push_to_talk_stop_failed',
    'session.stopped',
  ]),
  source_event_id: Source,
  text: Text,
  end_reason: Reason,
  stop_reason: Reason,
});
export type AgentMessage = z.output<typeof AgentMessage>;
