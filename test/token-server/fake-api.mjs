import {createTokenHandler} from 'heygen-avatar/token-server';
import {FakeHeyGen} from 'heygen-avatar/sandbox';
import {StopTickets} from '../../dist/npm/token-server/stop-ticket.js';

export const KEY = 'sk-very-secret-key';
export const ORIGIN = 'https://shop.example';
export const AVATAR = 'dd73ea75-1218-4ef3-92ce-606d5f7fbc0a';

/** A room without participants, which does nothing. */
const emptyRoom = () => ({
  url: 'wss://rooms.example',
  accessToken: 'token-of-the-room',
  enter: () => Promise.resolve(),
  send: () => {},
  setTalking: () => {},
  close: () => Promise.resolve(),
});

/** The API behind the token server: it records the requests and sessions. */
export const heygen = new FakeHeyGen({openRoom: () => Promise.resolve(emptyRoom())});
export const upstream = (url, init) => heygen.handle(new Request(url, init));

/** The last request that the API received. */
export const lastRequest = () => heygen.requests.at(-1);

/** A token handler in front of the fake API. Default: without a rate limit. */
export const handler = (options = {}) =>
  createTokenHandler({
    backend: 'liveavatar',
    apiKey: KEY,
    allowedOrigins: [ORIGIN],
    ...(options.backend === 'streaming' ? {} : {settings: {avatar_id: AVATAR}}),
    fetch: upstream,
    rateLimit: false,
    ...options,
  });

/** Sends a request to a handler as a page does. */
export const send = (
  handle,
  {path = '/api/avatar-token', method = 'POST', body = '{}', headers = {}, caller} = {},
) =>
  handle(
    new Request(`https://api.shop.example${path}`, {
      method,
      headers: {origin: ORIGIN, 'content-type': 'application/json', ...headers},
      ...(method === 'POST' ? {body: isText(body) ? body : JSON.stringify(body), duplex: 'half'} : {}),
    }),
    caller,
  );

const isText = (body) => typeof body === 'string' || body instanceof ReadableStream;

/** What a page posts to `/stop` to end its session: the id, and the ticket that came with the token. */
export const stopBody = async (sessionId) => ({
  session_id: sessionId,
  stop_ticket: await new StopTickets(KEY).sign(sessionId),
});

/** Opens a session with the response of a token endpoint, as a page does. Returns its id, and the session at the fake API. */
export async function openSession({token, session_token}) {
  const call = async (path, body) => {
    const headers = {authorization: `Bearer ${token ?? session_token}`, 'content-type': 'application/json'};
    const url = `https://api.example/v1/${path}`;
    return (await upstream(url, {method: 'POST', headers, body: JSON.stringify(body)})).json();
  };
  const {data} = await (token ? call('streaming.new', {version: 'v2'}) : call('sessions/start', {}));
  return {id: data.session_id, session: heygen.sessions.at(-1)};
}
