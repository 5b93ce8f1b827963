import {assert} from '@open-wc/testing';
import {stub} from 'sinon';
import {AvatarError} from '../../../src/session/errors/avatar-error.js';
import {ERROR_MESSAGES} from '../../../src/session/errors/error-messages.js';
import {fetchToken, type SessionToken, type TokenReply} from '../../../src/session/token/session-token.js';
import {aTask, rejection} from '../../support/waiting.js';

const TOKEN = 'eyJ0b2tlbiI6ICJhYmMifQ==';
const jwt = (payload: object) => `eyJhbGciOiJIUzI1NiJ9.${btoa(JSON.stringify(payload))}.c2lnbmF0dXJl`;
const LIVEAVATAR_JWT = jwt({start_session_data: {mode: 'LITE'}});
const OTHER_JWT = jwt({sub: 'somebody'});
const SETTINGS = {quality: 'medium'} as const;
const never = new AbortController().signal;

/** The error of a token call that the endpoint answers so, and how often it was asked. */
async function refused(status: number, body: string): Promise<{error: AvatarError; calls: number}> {
  const reply = () => new Response(body, {status, headers: {'retry-after': '0'}});
  const fetch = stub(globalThis, 'fetch').callsFake(() => Promise.resolve(reply()));
  try {
    const error = await rejection(fetchToken({tokenUrl: '/token'}, SETTINGS, never));
    assert.instanceOf(error, AvatarError);
    return {error, calls: fetch.callCount};
  } finally {
    fetch.restore();
  }
}

const ask = (reply: unknown) => fetchToken({tokenProvider: () => reply as TokenReply}, SETTINGS, never);

suite('fetchToken', () => {
  for (const [reply, backend] of [
    [{token: TOKEN}, 'streaming'],
    [{data: {token: TOKEN}}, 'streaming'],
    [{error: null, data: {token: TOKEN}}, 'streaming'],
    [{session_token: TOKEN}, 'liveavatar'],
    [{code: 1000, data: {session_token: TOKEN, session_id: 's'}}, 'liveavatar'],
    [TOKEN, 'streaming'],
    [`${TOKEN}\n`, 'streaming'],
  ] as const) {
    test(`${JSON.stringify(reply)} is a token for ${backend}`, async () => {
      assert.deepEqual(await ask(reply), {token: TOKEN, backend});
    });
  }

  for (const [name, reply, token, backend] of [
    ['LiveAvatar’s JWT as text', `${LIVEAVATAR_JWT}\n`, LIVEAVATAR_JWT, 'liveavatar'],
    ['LiveAvatar’s JWT as token', {data: {token: LIVEAVATAR_JWT}}, LIVEAVATAR_JWT, 'liveavatar'],
    ['a JWT that names no session, as text', OTHER_JWT, OTHER_JWT, 'streaming'],
    ['a JWT that names no session, as session_token', {session_token: OTHER_JWT}, OTHER_JWT, 'liveavatar'],
  ] as const) {
    test(`${name} is a token for ${backend}`, async () => {
      assert.deepEqual(await ask(reply), {token, backend});
    });
  }

  for (const [name, reply] of [
    ['beside a LiveAvatar token', {session_token: TOKEN, session_id: 's', stop_ticket: 'abc_DEF-123'}],
    ['beside a streaming token', {token: TOKEN, stop_ticket: 'abc_DEF-123'}],
    ['within data', {data: {token: TOKEN, stop_ticket: 'abc_DEF-123'}}],
  ] as const) {
    test(`a stop ticket ${name} is kept with the token`, async () => {
      const {token, stopTicket} = await ask(reply);
      assert.deepEqual([token, stopTicket], [TOKEN, 'abc_DEF-123']);
    });
  }

  for (const stop_ticket of [7, '', null, 'with a space', 'x'.repeat(9_000), {}]) {
    test(`${JSON.stringify(stop_ticket).slice(0, 20)} is no stop ticket, and the token is used all the same`, async () => {
      assert.deepEqual(await ask({token: TOKEN, stop_ticket}), {token: TOKEN, backend: 'streaming'});
    });
  }

  const STARTED = {session_id: 's1', livekit_url: 'wss://room.example', livekit_client_token: 'room-token'};
  for (const [what, reply, expected] of [
    ['with its token', {...STARTED, session_token: TOKEN}, {token: TOKEN, started: STARTED}],
    ['without one, in LiveAvatar’s envelope', {code: 1000, data: STARTED}, {token: '', started: STARTED}],
    [
      'with an audio socket, an agent and a ticket',
      {...STARTED, ws_url: 'wss://lite.example/', agent_type: 'elevenlabs_agent', stop_ticket: 'abc_DEF-123'},
      {
        token: '',
        started: {...STARTED, ws_url: 'wss://lite.example/'},
        agentType: 'elevenlabs_agent',
        stopTicket: 'abc_DEF-123',
      },
    ],
    [
      'that lacks its room is only a token',
      {...STARTED, livekit_url: '', session_token: TOKEN},
      {token: TOKEN},
    ],
    ['beside an agent type of another form', {session_token: TOKEN, agent_type: {}}, {token: TOKEN}],
  ] as const) {
    test(`a session that the server has started, ${what}`, async () => {
      assert.deepEqual(await ask(reply), {backend: 'liveavatar', ...expected});
    });
  }

  for (const isPrefetch of [true, false]) {
    test(`an endpoint is given the settings, ${isPrefetch ? 'and that nobody has asked for a session yet' : 'and no more'}`, async () => {
      const posted: [unknown, string | null][] = [];
      const fetch = stub(globalThis, 'fetch').callsFake((_, init) => {
        const body: unknown = JSON.parse(String(init?.body));
        posted.push([body, new Headers(init?.headers).get('x-requested-with')]);
        return Promise.resolve(new Response(TOKEN));
      });
      const asked: unknown[] = [];
      try {
        await fetchToken({tokenUrl: '/token'}, SETTINGS, never, {isPrefetch});
        // A header that markup cannot set; an endpoint of another origin would have to allow it.
        await fetchToken({tokenUrl: 'https://other.example/token'}, SETTINGS, never, {isPrefetch});
        const tokenProvider = (request: object) => (asked.push(request), TOKEN);
        await fetchToken({tokenUrl: '/token', tokenProvider}, SETTINGS, never, {isPrefetch});
      } finally {
        fetch.restore();
      }
      const body = {...SETTINGS, ...(isPrefetch && {prefetch: true})};
      assert.deepEqual(posted, [
        [body, 'heygen-avatar'],
        [body, null],
      ]);
      const request = {settings: SETTINGS, signal: never, ...(isPrefetch && {isPrefetch})};
      assert.deepEqual(asked, [request]);
    });
  }

  test('a reply that comes after the start was given up is handed on: it may be a session that must be stopped', async () => {
    const late: SessionToken[] = [];
    const onLate = (token: SessionToken) => void late.push(token);
    const answer = Promise.withResolvers<TokenReply>();
    const controller = new AbortController();
    const source = {tokenProvider: () => answer.promise};
    const hanging = rejection(fetchToken(source, SETTINGS, controller.signal, {onLate}));
    controller.abort('enough');
    assert.equal(await hanging, 'enough');
    answer.resolve({...STARTED});
    await aTask();
    assert.deepEqual(late, [{token: '', backend: 'liveavatar', started: STARTED}]);
    await fetchToken({tokenProvider: () => TOKEN}, SETTINGS, never, {onLate});
    assert.lengthOf(late, 1);
  });

  for (const reply of [
    '',
    'short',
    '<!doctype html>',
    'two words here',
    {token: 5},
    {data: null},
    null,
    undefined,
    7,
    [],
  ]) {
    test(`${JSON.stringify(reply)} is no token`, async () => {
      const error = await ask(reply).catch((caught: unknown) => caught);
      assert.instanceOf(error, AvatarError);
      assert.equal(error.code, 'token-invalid');
    });
  }

  test('the provider is given the settings and the signal', async () => {
    const seen: unknown[] = [];
    await fetchToken({tokenProvider: (request) => (seen.push(request), TOKEN)}, SETTINGS, never);
    assert.deepEqual(seen, [{settings: SETTINGS, signal: never}]);
  });

  test('what a provider throws is the cause of token-unreachable', async () => {
    const cause = new Error('database down');
    const source = {
      tokenProvider: () => {
        throw cause;
      },
    };
    const error = await fetchToken(source, SETTINGS, never).catch((caught: unknown) => caught);
    assert.instanceOf(error, AvatarError);
    assert.equal(error.code, 'token-unreachable');
    assert.equal(error.cause, cause);
  });

  test('an abort passes through as it is', async () => {
    const controller = new AbortController();
    const hanging = fetchToken({tokenProvider: () => new Promise(() => {})}, SETTINGS, controller.signal);
    controller.abort('enough');
    assert.equal(await hanging.catch((caught: unknown) => caught), 'enough');
  });

  for (const [status, word, code] of [
    [503, 'busy', 'concurrency-limit'],
    [503, 'no-credits', 'no-credits'],
    [410, 'retired', 'retired'],
  ] as const) {
    test(`a refusal of "${word}" is ${code}, and is not tried again`, async () => {
      const {error, calls} = await refused(status, JSON.stringify({error: word}));
      assert.equal(error.code, code);
      assert.equal(error.status, status);
      assert.equal(error.message, ERROR_MESSAGES[code]);
      assert.equal(calls, 1);
    });
  }

  for (const [status, body, code, words, times] of [
    [502, '{"error": "unreachable"}', 'server-error', 'Try again', 3],
    [504, '{"error": "timeout"}', 'server-error', 'Try again', 3],
    [400, '{"error": "bad-settings", "setting": "voice.rate"}', 'bad-request', 'attributes', 1],
    [403, '{"error": "origin-not-allowed"}', 'token-refused', 'allowedOrigins', 1],
    [403, '{"error": "constructor"}', 'token-refused', 'answered 403', 1],
    [403, '{"error": {"busy": true}}', 'token-refused', 'answered 403', 1],
    [401, '<p>Please log in</p>', 'token-refused', 'answered 401', 1],
  ] as const) {
    test(`a refusal of ${body} is ${code}, in words of our own`, async () => {
      const {error, calls} = await refused(status, body);
      assert.equal(error.code, code);
      assert.include(error.message, words);
      assert.equal(calls, times);
    });
  }

  for (const [tokenUrl, words] of [
    [undefined, 'token-url'],
    ['http://example.com/token', 'https'],
    ['javascript:alert(1)', 'https'],
    ['https://user:secret@example.com/', 'password'],
    ['https://', 'not a URL'],
  ] as const) {
    test(`the token-url ${tokenUrl} is refused in words`, async () => {
      const error = await fetchToken({tokenUrl}, SETTINGS, never).catch((caught: unknown) => caught);
      assert.instanceOf(error, AvatarError);
      assert.equal(error.code, 'bad-config');
      assert.include(error.message, words);
    });
  }
});
