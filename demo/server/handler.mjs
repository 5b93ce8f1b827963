import {createTokenHandler} from 'heygen-avatar/token-server';

/**
 * The token endpoint, the same for every server beside this file: key, avatar and origins come from the environment, and with
 * `AVATAR_PROXIES` how many proxies each request passes. With `AVATAR_START=1` this server starts the sessions. With `AVATAR_MODE=LITE`
 * the page sends the avatar's voice, or a connector does; `AVATAR_AGENT_TYPE` says which, such as `elevenlabs_agent`. Otherwise
 * `AVATAR_CONTEXT_ID` is what the avatar knows and how it answers: without it, it answers nothing.
 */
export function makeHandle(env) {
  const isLite = env.AVATAR_MODE === 'LITE';
  const speaker = isLite
    ? {mode: 'LITE'}
    : {avatar_persona: {...(env.AVATAR_CONTEXT_ID && {context_id: env.AVATAR_CONTEXT_ID}), language: 'en'}};
  return createTokenHandler({
    backend: 'liveavatar',
    apiKey: env.AVATAR_API_KEY,
    apiUrl: env.AVATAR_API_URL,
    allowedOrigins: (env.AVATAR_ORIGINS ?? 'http://localhost:8080').split(','),
    settings: {avatar_id: env.AVATAR_ID, ...speaker, max_session_duration: 600},
    allow: isLite ? ['quality'] : ['language', 'quality'],
    start: env.AVATAR_START === '1',
    agentType: env.AVATAR_AGENT_TYPE || undefined,
    trustedProxies: Number(env.AVATAR_PROXIES ?? 0),
    onError: (problem) => console.error(problem),
  });
}
