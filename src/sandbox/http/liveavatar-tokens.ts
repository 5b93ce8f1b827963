/**
 * What a LiveAvatar token is for: `full`, LiveAvatar's own agent; `voice-agent`, a stored agent of ElevenLabs, which the token does
 * not name; `connector`, an ElevenLabs agent that the token names; `lite`, no agent: the page sends the avatar's voice.
 */
export type LiveAvatarKind = 'full' | 'voice-agent' | 'connector' | 'lite';

export const LIVEAVATAR_KINDS: readonly LiveAvatarKind[] = ['full', 'voice-agent', 'connector', 'lite'];

type Body = Readonly<Record<string, unknown>>;

/** What the owner's server asks `/v1/sessions/token` for, given what the page has posted to it. */
export function tokenBody(kind: LiveAvatarKind, posted: Body): Record<string, unknown> {
  switch (kind) {
    case 'full':
      return {...posted};
    case 'voice-agent':
      return {...posted, mode: 'FULL', voice_agent: {id: 'sandbox'}};
    case 'connector':
      return {...posted, mode: 'LITE', elevenlabs_agent_config: {agent_id: 'sandbox'}};
    case 'lite':
      return {...posted, mode: 'LITE'};
  }
}

/** What the token of such a request is for. */
export function kindOf({mode, voice_agent, elevenlabs_agent_config}: Body): LiveAvatarKind {
  if (voice_agent) return 'voice-agent';
  if (elevenlabs_agent_config) return 'connector';
  return mode === 'LITE' ? 'lite' : 'full';
}

/** The token: a JWT without a signature. As at LiveAvatar today, its payload names no `agent_type`. */
export function tokenOf(sessionId: string, body: Body): string {
  const {elevenlabs_agent_config} = body;
  const mode = kindOf(body) === 'full' ? 'FULL' : 'LITE';
  const payload = {
    session_id: sessionId,
    start_session_data: {mode, ...(elevenlabs_agent_config !== undefined && {elevenlabs_agent_config})},
  };
  return [{alg: 'none', typ: 'JWT'}, payload].map((part) => base64url(JSON.stringify(part))).join('.') + '.';
}

const base64url = (text: string) =>
  btoa(String.fromCharCode(...new TextEncoder().encode(text)))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace(/=+$/, '');
