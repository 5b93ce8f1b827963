import {createTokenHandler} from 'heygen-avatar/token-server';
import {serveDemo} from './demo-server.mjs';

/**
 * The demo with a token server: `npm run start:server`. With `AVATAR_API_KEY` in the environment it asks HeyGen
 * (`AVATAR_BACKEND`: `liveavatar` or `streaming`, `AVATAR_ID`, `AVATAR_API_URL`), where LiveAvatar without an `AVATAR_ID` is its
 * free sandbox; without a key, the sandbox's handlers play HeyGen here, with rooms on a real livekit-server.
 */
const TOKENS = '/api/avatar-token';
/** The avatar of LiveAvatar's own sandbox, where sessions last a minute and cost nothing. */
const FREE_AVATAR = 'dd73ea75-1218-4ef3-92ce-606d5f7fbc0a';
const {AVATAR_API_KEY: key, AVATAR_ID: avatarId} = process.env;
const backend = process.env.AVATAR_BACKEND === 'streaming' ? 'streaming' : 'liveavatar';

const heygen = key ? undefined : await startFakeHeyGen();
let tokens;
const origin = await serveDemo({
  start: `/demo/?${new URLSearchParams({
    'token-url': TOKENS,
    'stop-url': `${TOKENS}/stop`,
    ...(heygen ? {'api-url': '/'} : {}),
    ...(backend === 'streaming' && avatarId ? {'avatar-id': avatarId} : {}),
  })}`,
  handle(request, caller) {
    const {pathname} = new URL(request.url);
    if (pathname.startsWith(TOKENS)) return tokens(request, caller);
    if (pathname.startsWith('/v1/')) return heygen?.handle(request);
    return undefined;
  },
});
tokens = createTokenHandler({
  backend,
  apiKey: key ?? 'any-key-will-do',
  apiUrl: heygen ? origin : process.env.AVATAR_API_URL,
  allowedOrigins: [origin, origin.replace('localhost', '127.0.0.1')],
  onError: (problem) => console.error(problem),
  ...(backend === 'liveavatar' ? sessions() : {}),
});
console.log(
  `${key ? `HeyGen (${backend})` : `The sandbox (${backend}), with rooms on a livekit-server`}: ${origin}/`,
);

/** What LiveAvatar's sessions are: of the avatar that is named, or else free of cost. */
function sessions() {
  return {
    settings: avatarId ? {avatar_id: avatarId} : {avatar_id: FREE_AVATAR, is_sandbox: Boolean(key)},
    allow: ['quality', 'language', 'interactivity_type'],
  };
}

/** HeyGen's API, played by the sandbox's handlers. */
async function startFakeHeyGen() {
  const [{FakeHeyGen}, {startLivekitServer}, {ServerRooms}] = await Promise.all([
    import('../dist/npm/sandbox/http/fake-heygen.js'),
    import('./livekit-server.mjs'),
    import('../test/support/livekit/server-rooms.mjs'),
  ]);
  const server = await startLivekitServer();
  const rooms = new ServerRooms(server);
  const stop = async () => {
    await rooms.closeAll();
    await server.stop();
    process.exit(0);
  };
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => void stop());
  return new FakeHeyGen({openRoom: rooms.open});
}
