import {assert} from '@open-wc/testing';
import {Room, RoomEvent, Track, type RemoteTrack} from 'livekit-client';
import sinon from 'sinon';
import type {AvatarError} from '../../src/session/errors/avatar-error.js';
import {rejection, until} from '../support/waiting.js';
import {startSandbox, type Sandbox} from '../../src/sandbox/sandbox.js';

interface Answer {
  status: number;
  body: {token?: string; code?: number; message?: string; data?: Record<string, unknown>};
}

let sandbox: Sandbox;
setup(async () => (sandbox = await startSandbox({msPerCharacter: 1, concurrencyLimit: 2})));
teardown(() => sandbox.stop());

async function post(path: string, body: object = {}, token?: string): Promise<Answer> {
  const headers: Record<string, string> = token ? {authorization: `Bearer ${token}`} : {};
  const response = await fetch(sandbox.origin + path, {method: 'POST', headers, body: JSON.stringify(body)});
  return {status: response.status, body: (await response.json()) as Answer['body']};
}

const call = (endpoint: string, body: object, token?: string) =>
  post(`/v1/streaming.${endpoint}`, body, token);

async function token(): Promise<string> {
  return (await post('/api/avatar-token')).body.token ?? '';
}

async function createSession(): Promise<{
  token: string;
  session_id: string;
  url: string;
  access_token: string;
}> {
  const own = await token();
  const {data} = (await call('new', {version: 'v2', quality: 'low'}, own)).body;
  return {token: own, ...(data as {session_id: string; url: string; access_token: string})};
}

suite('sandbox: the unmodified livekit-client', () => {
  test('receives video, audio and data messages', async () => {
    const {token: own, session_id, url, access_token} = await createSession();
    const room = new Room();
    const track = (kind: Track.Kind) =>
      new Promise<RemoteTrack>((resolve) => {
        room.on(RoomEvent.TrackSubscribed, (each) => each.kind === kind && resolve(each));
      });
    const both = Promise.all([track(Track.Kind.Video), track(Track.Kind.Audio)]);
    const message = new Promise<Uint8Array>((resolve) => room.once(RoomEvent.DataReceived, resolve));
    await Promise.all([room.connect(url, access_token), call('start', {session_id}, own)]);
    const video = document.createElement('video');
    video.muted = true;
    (await both)[0].attach(video);
    // A browser may start with a smaller picture.
    await until(() => video.videoWidth === 640 && video.videoHeight === 360);
    await call('task', {session_id, text: 'hi'}, own);
    assert.include(new TextDecoder().decode(await message), 'avatar_start_talking');
    await room.disconnect();
  });

  test('is disconnected when the session stops', async () => {
    const {token: own, session_id, url, access_token} = await createSession();
    const room = new Room();
    await Promise.all([room.connect(url, access_token), call('start', {session_id}, own)]);
    const gone = new Promise((resolve) => room.once(RoomEvent.Disconnected, resolve));
    await call('stop', {session_id}, own);
    assert.equal(await gone, 5, 'ROOM_DELETED');
  });

  test('cannot connect with a forged token', async () => {
    const {url} = await createSession();
    let isRefused = false;
    await new Room().connect(url, 'forged').catch(() => (isRefused = true));
    assert.isTrue(isRefused);
  });
});

suite('sandbox: the rules of the streaming API', () => {
  test('a token creates one session only', async () => {
    const own = await token();
    assert.equal((await call('new', {version: 'v2'}, own)).status, 200);
    assert.deepInclude(await call('new', {version: 'v2'}, own), {
      status: 401,
      body: {code: 400112, message: 'Unauthorized'},
    });
    assert.equal((await call('new', {version: 'v2'}, 'forged')).status, 401);
  });

  for (const [field, value] of [
    ['quality', 'ultra'],
    ['version', 'v1'],
    ['video_encoding', 'AV1'],
    ['disable_idle_timeout', 'no'],
    ['activity_idle_timeout', 5],
    ['avatar_id', 7],
    ['voice', 'deep'],
    ['voice.rate', '1'],
    ['voice.emotion', 'bored'],
    ['voice.elevenlabs_settings.style', true],
    ['stt_settings.provider', 'whisper'],
  ] as const) {
    test(`${field}: ${JSON.stringify(value)} is refused by name`, async () => {
      const [last = '', ...outer] = field.split('.').toReversed();
      const body = outer.reduce<object>((inner, name) => ({[name]: inner}), {[last]: value});
      const {status, body: problem} = await call('new', {version: 'v2', ...body}, await token());
      assert.equal(status, 400);
      assert.equal(problem.code, 40012);
      assert.include(problem.message, field);
    });
  }

  test('the API refuses an unknown session, a stopped one and one of another token', async () => {
    const one = await createSession();
    const other = await createSession();
    const codes = async (session_id: string, own: string) =>
      (await call('start', {session_id}, own)).body.code;
    assert.equal(await codes('unknown', one.token), 10006);
    assert.equal(await codes(other.session_id, one.token), 40102);
    await call('stop', {session_id: one.session_id}, one.token);
    assert.equal(await codes(one.session_id, one.token), 10006);
  });

  test('the API refuses a task before start, an empty task and one of an unknown type', async () => {
    const {token: own, session_id} = await createSession();
    const code = async (body: object) => (await call('task', {session_id, ...body}, own)).body.code;
    assert.equal(await code({text: 'hi'}), 400006);
    await call('start', {session_id}, own);
    assert.equal(await code({text: ' '}), 40012);
    assert.equal(await code({text: 'hi', task_type: 'sing'}), 40012);
    assert.equal(await code({text: 'hi', task_type: 'chat', task_mode: 'async'}), 100);
  });

  test('the API refuses a second start, and a session above the concurrency limit', async () => {
    const {token: own, session_id} = await createSession();
    await call('start', {session_id}, own);
    assert.equal((await call('start', {session_id}, own)).body.code, 10003);
    await createSession();
    assert.equal((await call('new', {version: 'v2'}, await token())).body.code, 10007);
  });

  test('the API refuses unknown paths and other methods', async () => {
    assert.equal((await post('/v1/streaming.dance')).status, 404);
    assert.equal((await fetch(`${sandbox.origin}/v1/streaming.new`)).status, 405);
  });
});

suite('sandbox: the rest of the page', () => {
  test('calls to other origins reach the network, and stop restores fetch and WebSocket', async () => {
    assert.equal((await fetch('/package.json')).status, 200);
    const intercepted = {fetch: globalThis.fetch, WebSocket: globalThis.WebSocket};
    await sandbox.stop();
    assert.notEqual(globalThis.fetch, intercepted.fetch);
    assert.notEqual(globalThis.WebSocket, intercepted.WebSocket);
    assert.include(String(globalThis.fetch), 'native code');
    let isGone = false;
    await fetch(sandbox.origin).catch(() => (isGone = true));
    assert.isTrue(isGone);
  });

  test('an exception of the sandbox is none of the network', async () => {
    const failing = sinon.stub(Request.prototype, 'text').rejects(new RangeError('a mistake of ours'));
    const error = (await rejection(post('/api/avatar-token'))) as AvatarError;
    failing.restore();
    assert.equal(error.code, 'internal');
    assert.propertyVal(error.cause, 'message', 'a mistake of ours');
  });

  test('a second startSandbox returns the running sandbox', async () => {
    assert.isTrue((await startSandbox()) === sandbox);
  });
});
