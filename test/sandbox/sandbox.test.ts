import {assert} from '@open-wc/testing';
import {Room, RoomEvent, type RemoteTrack} from 'livekit-client';
import {startSandbox, type Sandbox} from '../../src/sandbox/index.js';

suite('the sandbox, to the real livekit-client', () => {
  let sandbox: Sandbox;
  setup(async () => (sandbox = await startSandbox({msPerCharacter: 1})));
  teardown(() => sandbox.stop());

  test('joins, shows a picture, and sends data', async () => {
    const t0 = performance.now();
    const post = async (path: string, body: object, token = '') => {
      const response = await fetch(sandbox.origin + path, {
        method: 'POST',
        headers: {authorization: `Bearer ${token}`},
        body: JSON.stringify(body),
      });
      return (await response.json()) as {token: string; data: Record<string, string>};
    };
    const {token} = await post('/api/avatar-token', {});
    const {data} = await post('/v1/streaming.new', {version: 'v2', quality: 'low'}, token);
    const room = new Room();
    const track = new Promise<RemoteTrack>((resolve) =>
      room.on(RoomEvent.TrackSubscribed, (each) => each.kind === 'video' && resolve(each)),
    );
    const message = new Promise<Uint8Array>((resolve) => room.once(RoomEvent.DataReceived, resolve));
    await Promise.all([
      room.connect(String(data['url']), String(data['access_token'])),
      post('/v1/streaming.start', {session_id: data['session_id']}, token),
    ]);
    console.log('connected', performance.now() - t0);
    const video = document.createElement('video');
    video.muted = true;
    (await track).attach(video);
    await new Promise((resolve) => video.requestVideoFrameCallback(resolve));
    console.log('frame', performance.now() - t0, video.videoWidth);
    await post('/v1/streaming.task', {session_id: data['session_id'], text: 'hi'}, token);
    assert.include(new TextDecoder().decode(await message), 'avatar_start_talking');
    await room.disconnect();
  });
});
