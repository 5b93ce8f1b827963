/** The host name that the sandbox answers for. `.invalid` never resolves, so a request that the sandbox misses reaches no server. */
export const SANDBOX_HOST = 'sandbox.heygen-avatar.invalid';
export const SANDBOX_ORIGIN = `https://${SANDBOX_HOST}`;
/** The sandbox's token endpoint: the `token-url` of a session. */
export const SANDBOX_TOKEN_URL = `${SANDBOX_ORIGIN}/api/avatar-token`;
/** Its token endpoint for an ElevenLabs agent of LiveAvatar. */
export const SANDBOX_AGENT_TOKEN_URL = `${SANDBOX_ORIGIN}/api/liveavatar-token/voice-agent`;
