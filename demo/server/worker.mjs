import {createTokenHandler} from 'heygen-avatar/token-server';

let handle;

/** A Worker-style export: the environment comes with the first request. */
export default {
  fetch(request, env) {
    handle ??= createTokenHandler({
      backend: 'liveavatar',
      apiKey: env.AVATAR_API_KEY,
      apiUrl: env.AVATAR_API_URL,
      allowedOrigins: env.AVATAR_ORIGINS.split(','),
      settings: {avatar_id: env.AVATAR_ID, avatar_persona: {language: 'en'}},
      rateLimit: {addressOf: ({headers}) => headers.get('cf-connecting-ip') ?? 'unknown'},
    });
    return handle(request);
  },
};
