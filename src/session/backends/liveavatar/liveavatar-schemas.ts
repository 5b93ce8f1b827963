import * as z from 'zod/mini';

/** The success code of LiveAvatar's envelope; its own documents also show 100. */
const SUCCESS = [1000, 100];

/** The envelope of every response; `data` is what the caller asked for. */
export const Envelope = z.object({
  code: z.number().check(z.refine((code) => SUCCESS.includes(code))),
  data: z.optional(z.unknown()),
});

/** `data` of the response to `/v1/sessions/start`. Holds a secret. */
export const SessionStartData = z.object({
  session_id: z.string().check(z.minLength(1)),
  livekit_url: z.string().check(z.minLength(1)),
  livekit_client_token: z.string().check(z.minLength(1)),
  max_session_duration: z.catch(z.nullish(z.number()), null),
  /** Where the page sends the avatar's voice to. Only some LITE sessions have it. */
  ws_url: z.catch(z.nullish(z.string()), null),
});

/** What LiveAvatar says of a session that it has started. Holds a secret. */
export type SessionStartData = z.output<typeof SessionStartData>;

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
  event_type: z.string(),
  event_id: Source,
  source_event_id: Source,
  text: Text,
  end_reason: Reason,
  stop_reason: Reason,
  reason: Reason,
  /** What an ElevenLabs agent says: the type of its own event. */
  elevenlabs_event_type: Text,
  data: z.optional(z.unknown()),
});
export type AgentMessage = z.output<typeof AgentMessage>;

/** A call of a tool. ElevenLabs nests it in `client_tool_call`; it has also been seen flat. */
export const ClientToolCall = z.object({
  tool_name: z.string(),
  tool_call_id: z.string(),
  parameters: z.optional(z.unknown()),
});
export const NestedToolCall = z.object({client_tool_call: ClientToolCall});

/**
 * What was heard of an answer that the visitor has interrupted. The form is ElevenLabs' own, in the wrapping in which LiveAvatar
 * passes on its other events: nested, or flat.
 */
export const Correction = z.object({
  agent_response_correction_event: z.optional(z.unknown()),
  original_agent_response: Text,
  corrected_agent_response: Text,
});
