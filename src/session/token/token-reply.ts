import * as z from 'zod/mini';
import type {BackendName} from '../backends/backend.js';
import {SessionStartData} from '../backends/liveavatar/liveavatar-schemas.js';
import {isLiveAvatarToken} from '../backends/liveavatar/token-meaning.js';

/** A session token, and the back end that it is for. */
export interface SessionToken {
  /** Empty where the owner's server has started the session and gives the page no token of it. */
  readonly token: string;
  readonly backend: BackendName;
  /** Proves to the owner's server that this page got the token of the session; absent where the reply has none. A secret. */
  readonly stopTicket?: string;
  /** Who thinks behind a LiveAvatar token, as the reply says it. Source: `agent_type`. */
  readonly agentType?: string;
  /** The session, where the owner's server has started it already: LiveAvatar's reply to that. It must be stopped. */
  readonly started?: SessionStartData;
}

/** A token is sent in a header, so it is printable ASCII without spaces. `<` and `>` are excluded: an HTML page is no token. */
const Token = z.string().check(z.regex(/^[\x21-\x3b\x3d\x3f-\x7e]{8,8192}$/));

const StreamingReply = z.object({token: Token});
const LiveAvatarReply = z.object({session_token: Token});

/** What the owner's server may say with a token. One of another form is ignored. */
const Extras = z.object({
  /** To end the session by. Of any form. */
  stop_ticket: z.catch(z.optional(Token), undefined),
  agent_type: z.catch(z.optional(z.string()), undefined),
});

/** The token in a response of any documented form. */
export function readToken(reply: unknown): SessionToken | undefined {
  const bare = Token.safeParse(typeof reply === 'string' ? reply.trim() : reply);
  if (bare.success) return named(bare.data);
  for (const candidate of [reply, (reply as {data?: unknown} | null | undefined)?.data]) {
    const {stop_ticket: stopTicket, agent_type: agentType} = Extras.safeParse(candidate).data ?? {};
    const extras = {
      ...(stopTicket !== undefined && {stopTicket}),
      ...(agentType !== undefined && {agentType}),
    };
    const started = SessionStartData.safeParse(candidate).data;
    const liveAvatar = LiveAvatarReply.safeParse(candidate).data;
    if (started ?? liveAvatar) {
      const token = liveAvatar?.session_token ?? '';
      return {token, backend: 'liveavatar', ...extras, ...(started && {started})};
    }
    const streaming = StreamingReply.safeParse(candidate);
    if (streaming.success) return {...named(streaming.data.token), ...extras};
  }
  return undefined;
}

/** A token whose place in the reply does not say whose it is: one of LiveAvatar says so in its payload. */
const named = (token: string): SessionToken => ({
  token,
  backend: isLiveAvatarToken(token) ? 'liveavatar' : 'streaming',
});
