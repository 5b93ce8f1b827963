import * as z from 'zod/mini';
import {parseJson} from '../../util/json.js';
import type {AgentChoice, SessionAgent, SessionMode} from '../backend.js';

const AgentType = z.catch(z.nullish(z.string()), null);

/** The part of a token's payload that says what the session is. */
const Payload = z.object({
  start_session_data: z.object({
    mode: z.catch(z.nullish(z.string()), null),
    agent_type: AgentType,
    elevenlabs_agent_config: z.optional(z.unknown()),
    openai_realtime_config: z.optional(z.unknown()),
    gemini_realtime_config: z.optional(z.unknown()),
  }),
});
type StartData = z.output<typeof Payload>['start_session_data'];

/** The names of `agent_type`, such as `elevenlabs_agent` or `OPENAI_REALTIME`, begin with these. */
const AGENTS: readonly (readonly [string, SessionAgent])[] = [
  ['elevenlabs', 'elevenlabs'],
  ['openai', 'openai'],
  ['gemini', 'gemini'],
  ['cartesia', 'cartesia'],
  ['liveavatar', 'liveavatar'],
  ['full', 'liveavatar'],
];

/**
 * What a LiveAvatar token means: how its session is made and who thinks in it. Several sources say so, and none says all of it. The
 * order of trust is the token's payload, the reply that it came in, the page, the first event of an agent, and then what most
 * tokens mean that say nothing.
 */
export class TokenMeaning {
  readonly #mode: SessionMode | undefined;
  readonly #agent: SessionAgent | undefined;
  #learned: SessionAgent | undefined;
  /** Whether the page sends the avatar's voice; known once the session is started. */
  #hasSocket = false;

  constructor(
    token: string,
    {agentType, agent = 'auto'}: {agentType?: string | undefined; agent?: AgentChoice | undefined} = {},
  ) {
    const data = startDataOf(token);
    this.#mode = data && modeNamed(data.mode);
    this.#agent = (data && agentOf(data)) ?? agentNamed(agentType) ?? (agent === 'auto' ? undefined : agent);
  }

  get mode(): SessionMode {
    if (this.#mode) return this.#mode;
    const named = this.#agent ?? this.#learned;
    return this.#hasSocket || (named && named !== 'liveavatar') ? 'lite' : 'full';
  }

  /**
   * `null` where the page itself sends the avatar's voice. A LITE session without such a socket has an agent; LiveAvatar's server
   * does not say which, but its documents know one kind only that is not in the payload: ElevenLabs'.
   */
  get agent(): SessionAgent | null {
    const agent = this.#agent ?? this.#learned;
    if (agent) return agent;
    if (this.mode === 'full') return 'liveavatar';
    return this.#hasSocket ? null : 'elevenlabs';
  }

  /** The session is started: with an address for the page's audio, or without one. */
  started({hasSocket}: {hasSocket: boolean}): void {
    this.#hasSocket = hasSocket;
  }

  /** An event of this agent has come. */
  learn(agent: SessionAgent): void {
    this.#learned ??= agent;
  }
}

function modeNamed(mode: string | null | undefined): SessionMode | undefined {
  const name = mode?.toLowerCase();
  return name === 'lite' || name === 'full' ? name : undefined;
}

function agentNamed(agentType: string | null | undefined): SessionAgent | undefined {
  const name = agentType?.toLowerCase() ?? '';
  return AGENTS.find(([start]) => name.startsWith(start))?.[1];
}

function agentOf(data: StartData): SessionAgent | undefined {
  const named = agentNamed(data.agent_type);
  if (named) return named;
  if (data.elevenlabs_agent_config) return 'elevenlabs';
  if (data.openai_realtime_config) return 'openai';
  return data.gemini_realtime_config ? 'gemini' : undefined;
}

/** Whether a token is one of LiveAvatar, by its payload. */
export const isLiveAvatarToken = (token: string): boolean => startDataOf(token) !== undefined;

/** The payload of a JWT is its second part, in base64url. A token of another form says nothing. */
function startDataOf(token: string): StartData | undefined {
  const payload = token.split('.')[1] ?? '';
  try {
    const bytes = Uint8Array.from(atob(payload.replaceAll('-', '+').replaceAll('_', '/')), (each) =>
      each.charCodeAt(0),
    );
    return Payload.safeParse(parseJson(new TextDecoder().decode(bytes))).data?.start_session_data;
  } catch {
    return undefined; // no base64
  }
}
