import {createTokenHandler} from 'heygen-avatar/token-server';
import {serveDemo} from './demo-server.mjs';

/**
 * The demo with a token server: `npm run start:server`. With `AVATAR_API_KEY` in the environment it asks HeyGen
 * (`AVATAR_BACKEND`: `liveavatar` or `streaming`, `AVATAR_ID`, `AVATAR_API_URL`); without, the sandbox's handlers play HeyGen
 * here, with rooms on a real livekit-server.
 */
const TOKENS = '/api/avatar-token';
const key = process.env.AVATAR_API_KEY;
const backend = process.env.AVATAR_BACKEND === 'streaming' ? 'streaming' : 'liveavatar';

const farEnd = key ? undefined : await startFarEnd();
let tokens;
const origin = await serveDemo({
  start: `/demo/?${new URLSearchParams({'token-url': TOKENS, ...(farEnd ? {'api-url': '/'} : {})})}`,
  handle(request) {
    const {pathname} = new URL(request.url);
    if (pathname.startsWith(TOKENS)) return tokens(request);
    if (pathname.startsWith('/v1/')) return farEnd?.handle(request);
    return undefined;
  },
});
tokens = createTokenHandler({
  backend,
  apiKey: key ?? 'the sandbox takes any key',
  apiUrl: farEnd ? origin : process.env.AVATAR_API_URL,
  allowedOrigins: [origin, origin.replace('localhost', '127.0.0.1')],
  settings: process.env.AVATAR_ID ? {avatar_id: process.env.AVATAR_ID} : {},
  allow: ['quality', 'language', 'interactivity_type'],
});
console.log(
  `${key ? `HeyGen (${backend})` : `The sandbox (${backend}), with rooms on a livekit-server`}: ${origin}/`,
);

/** HeyGen's API, played by the sandbox's handlers. */
async function startFarEnd() {
  const [{HeyGenFarEnd}, {startLivekitServer}, {ServerRooms}] = await Promise.all([
    import('../dist/npm/sandbox/far-end.js'),
    import('./livekit-server.mjs'),
    import('../test/livekit/server-room.mjs'),
  ]);
  const server = await startLivekitServer();
  const rooms = new ServerRooms(server);
  const stop = async () => {
    await rooms.closeAll();
    await server.stop();
    process.exit(0);
  };
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => void stop());
  return new HeyGenFarEnd({openRoom: rooms.open});
}
