import {createTokenHandler} from 'heygen-avatar/token-server';

/**
 * The token endpoint, the same for every server beside this file: key, avatar and origins come from the environment, and with
 * `AVATAR_PROXIES` how many proxies each request passes. With `AVATAR_START=1` this server starts the sessions.
 */
export const makeHandle = (env) =>
  createTokenHandler({
    backend: 'liveavatar',
    apiKey: env.AVATAR_API_KEY,
    apiUrl: env.AVATAR_API_URL,
    allowedOrigins: (env.AVATAR_ORIGINS ?? 'http://localhost:8080').split(','),
    settings: {avatar_id: env.AVATAR_ID, avatar_persona: {language: 'en'}, max_session_duration: 600},
    allow: ['language', 'quality'],
    start: env.AVATAR_START === '1',
    trustedProxies: Number(env.AVATAR_PROXIES ?? 0),
    onError: (problem) => console.error(problem),
  });
