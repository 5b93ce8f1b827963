import {assert} from '@open-wc/testing';
import {useFakeTimers, type SinonFakeTimers} from 'sinon';
import type {AvatarRoom} from '../../src/sandbox/avatar-room.js';
import {FakeHeyGen} from '../../src/sandbox/http/fake-heygen.js';

interface Answer {
  status: number;
  body: {
    code?: number;
    data?: {session_id: string; session_token: string; max_session_duration: number};
    detail?: {loc: string[]; msg: string}[];
  };
}

const AVATAR = 'dd73ea75-1218-4ef3-92ce-606d5f7fbc0a';
const FULL = {mode: 'FULL', avatar_id: AVATAR, avatar_persona: {}};
const KEY = {'x-api-key': 'any'};

let messages: {event_type?: string; end_reason?: string}[];
const room = (): AvatarRoom => ({
  url: 'wss://rooms.example',
  accessToken: 'token',
  onData: undefined,
  onVoice: undefined,
  enter: () => Promise.resolve(),
  send: (payload) => void messages.push(JSON.parse(new TextDecoder().decode(payload)) as object),
  setTalking() {},
  close: () => Promise.resolve(),
});

let heygen: FakeHeyGen;
let clock: SinonFakeTimers;
setup(() => {
  messages = [];
  clock = useFakeTimers();
  heygen = new FakeHeyGen({openRoom: () => Promise.resolve(room())});
});
teardown(() => clock.restore());

async function call(path: string, body: object = {}, headers: Record<string, string> = {}): Promise<Answer> {
  const init = {method: 'POST', headers, body: JSON.stringify(body)};
  const response = await heygen.handle(new Request(`https://api.example/v1/${path}`, init));
  return {status: response.status, body: (await response.json()) as Answer['body']};
}

const bearer = (token = '') => ({authorization: `Bearer ${token}`});

async function started(settings: object = {}) {
  const {data: made} = (await call('sessions/token', {...FULL, ...settings}, KEY)).body;
  const {status, body} = await call('sessions/start', {}, bearer(made?.session_token));
  return {id: made?.session_id, token: made?.session_token, status, data: body.data};
}

suite('sandbox: LiveAvatar’s token call', () => {
  for (const [name, body, field] of [
    ['no mode', {...FULL, mode: undefined}, 'mode'],
    ['no avatar', {...FULL, avatar_id: undefined}, 'avatar_id'],
    ['an avatar of the streaming API', {...FULL, avatar_id: 'Wayne_20240711'}, 'avatar_id'],
    ['no persona and no voice agent', {...FULL, avatar_persona: undefined}, 'avatar_persona'],
    ['a persona and a voice agent', {...FULL, voice_agent: {id: 'a'}}, 'avatar_persona'],
    [
      'a speed of 1.5',
      {...FULL, avatar_persona: {voice_settings: {speed: 1.5}}},
      'avatar_persona.voice_settings.speed',
    ],
    ['an unknown codec', {...FULL, video_settings: {encoding: 'AV1'}}, 'video_settings.encoding'],
    ['a fraction of a second', {...FULL, max_session_duration: 1.5}, 'max_session_duration'],
    ['a variable that is too long', {...FULL, dynamic_variables: {a: 'x'.repeat(1001)}}, 'dynamic_variables'],
  ] as const) {
    test(`LiveAvatar refuses a body with ${name}, as FastAPI does, and names ${field}`, async () => {
      const {status, body: answer} = await call('sessions/token', body, KEY);
      assert.equal(status, 422);
      assert.deepEqual(answer.detail?.[0]?.loc, ['body', ...field.split('.')]);
    });
  }

  test('LiveAvatar accepts a persona or a voice agent', async () => {
    const agent = {...FULL, avatar_persona: undefined, voice_agent: {id: 'a', language: 'de'}};
    for (const body of [FULL, agent]) assert.equal((await call('sessions/token', body, KEY)).status, 200);
  });
});

const {setTimeout: realSetTimeout} = globalThis; // saved before a test replaces it by a fake clock

/** Advances the fake clock until a call is answered. The short real waits let the browser read the response's body. */
async function advanceUntil<T>(answer: Promise<T>): Promise<T> {
  const open = new Set([answer]);
  void answer.then(() => open.delete(answer));
  for (; open.size > 0; await clock.tickAsync(50)) await new Promise((resolve) => realSetTimeout(resolve, 5));
  return answer;
}

suite('sandbox: LiveAvatar’s sessions', () => {
  test('a start call returns status 201 and the session id that came with the token', async () => {
    const {status, id, data} = await started();
    assert.equal(status, 201);
    assert.equal(data?.session_id, id);
  });

  for (const [settings, seconds] of [
    [{max_session_duration: 90}, 90],
    [{is_sandbox: true}, 60],
    [{is_sandbox: true, max_session_duration: 300}, 60],
    [{is_sandbox: true, max_session_duration: 20}, 20],
  ] as const) {
    test(`with ${JSON.stringify(settings)} LiveAvatar ends a session after ${seconds} s and says why`, async () => {
      const {data} = await started(settings);
      assert.equal(data?.max_session_duration, seconds);
      await clock.tickAsync(seconds * 1000 - 1);
      assert.equal(heygen.openSessions, 1);
      await clock.tickAsync(1);
      assert.equal(heygen.openSessions, 0);
      assert.equal(messages.at(-1)?.end_reason, 'MAX_DURATION_REACHED');
    });
  }

  test('no session is longer than the account’s limit', async () => {
    assert.equal((await started({max_session_duration: 9000})).data?.max_session_duration, 600);
  });

  test('a call with the API key keeps a session alive and stops it by its id', async () => {
    const {id: session_id} = await started();
    await clock.tickAsync(299_000);
    assert.equal((await call('sessions/keep-alive', {session_id}, KEY)).status, 200);
    await clock.tickAsync(299_000 - 10_000);
    assert.equal(heygen.openSessions, 1);
    assert.equal((await advanceUntil(call('sessions/stop', {session_id}, KEY))).status, 200);
    assert.equal(heygen.openSessions, 0);
    assert.equal((await call('sessions/stop', {session_id}, KEY)).status, 404);
  });

  test('a stop call needs a key or a token, and a token stops only its own session', async () => {
    const [one, other] = [await started(), await started()];
    assert.equal((await call('sessions/stop', {session_id: one.id})).body.code, 4003);
    assert.equal((await call('sessions/stop', {session_id: one.id}, bearer('forged'))).status, 403);
    assert.equal(heygen.openSessions, 2);
    await advanceUntil(call('sessions/stop', {session_id: one.id}, bearer(other.token)));
    assert.deepEqual(
      heygen.sessions.map(({state}) => state),
      ['started', 'stopped'],
    );
  });
});

suite('sandbox: the streaming API’s sessions', () => {
  test('a stop call needs a key or a token, and a key stops a session by its id', async () => {
    const token = (await call('streaming.create_token', {}, KEY)).body.data as unknown as {token: string};
    const {body} = await call('streaming.new', {version: 'v2'}, bearer(token.token));
    const session = {session_id: body.data?.session_id};
    assert.equal((await call('streaming.stop', session)).status, 401);
    assert.equal((await call('streaming.stop', session, KEY)).status, 200);
    assert.equal(heygen.openSessions, 0);
  });
});
