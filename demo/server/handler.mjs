import {createTokenHandler} from 'heygen-avatar/token-server';

/** The token endpoint, the same for every server below: the key and the origins come from the environment. */
export const handle = createTokenHandler({
  backend: process.env.AVATAR_BACKEND === 'streaming' ? 'streaming' : 'liveavatar',
  apiKey: process.env.AVATAR_API_KEY,
  apiUrl: process.env.AVATAR_API_URL,
  allowedOrigins: (process.env.AVATAR_ORIGINS ?? 'http://localhost:8080').split(','),
  settings: {avatar_id: process.env.AVATAR_ID, avatar_persona: {language: 'en'}},
  allow: ['language', 'quality'],
});
