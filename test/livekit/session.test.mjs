import assert from 'node:assert/strict';
import {setTimeout as delay} from 'node:timers/promises';
import {inLongRun, testsOn} from '../support/livekit/tests-on.mjs';
import {until} from '../support/waiting.mjs';

const test = testsOn();
const longTest = inLongRun(test);

test('A click on the start button brings a moving picture and a voice', async (rig) => {
  const {page, session} = await rig.openLive({quality: null});
  const states = page.all({type: 'avatar-statechange'}).map(({state}) => state);
  assert.deepEqual(states, ['connecting', 'live']);
  assert.equal(await page.get('state'), 'live');

  await page.framesPainted(10);
  const {width, height, paused, frames, tracks} = await page.picture();
  assert.deepEqual({width, height, paused}, {width: 848, height: 480, paused: false});
  assert.ok(frames >= 10, `${frames} frames were decoded`);
  const live = {readyState: 'live', muted: false};
  const byKind = tracks.toSorted((one, other) => one.kind.localeCompare(other.kind));
  assert.deepEqual(byKind, [
    {kind: 'audio', ...live},
    {kind: 'video', ...live},
  ]);
  assert.deepEqual(await session.room.participants(), ['client', 'heygen']);
});

test('A second picture and voice of the avatar play, for which the first offer had no place', async (rig) => {
  const {page, session} = await rig.openLive({quality: 'low', microphone: true});
  await page.call('startMicrophone'); // its section must not be taken for the avatar's
  const playing = () => {
    const video = globalThis.a.shadowRoot.querySelector('video');
    return video.srcObject.getTracks().map(({id}) => id);
  };
  const first = await page.run(playing);
  await session.room.publishSecond('medium');
  await page.run((first) => {
    const video = globalThis.a.shadowRoot.querySelector('video');
    const isNew = ({id, muted}) => !first.includes(id) && !muted; // a track without media is muted
    return new Promise((resolve) => {
      const look = () => {
        const tracks = video.srcObject.getTracks();
        if (video.videoWidth === 848 && tracks.every(isNew)) resolve();
        else requestAnimationFrame(look);
      };
      look();
    });
  }, first);
  const {tracks} = await page.picture();
  assert.deepEqual(tracks.map(({kind}) => kind).sort(), ['audio', 'video']);
});

longTest(
  'A second picture and voice that the avatar takes away again are no lost connection',
  async (rig) => {
    const {page, session} = await rig.openLive({quality: 'low'});
    const playing = () =>
      page.run(() => {
        const {srcObject} = globalThis.a.shadowRoot.querySelector('video');
        return srcObject
          .getTracks()
          .map(({id}) => id)
          .sort();
      });
    const first = await playing();
    await session.room.publishSecond('tiny');
    await until(async () => (await playing()).every((id) => !first.includes(id)), 'the second tracks');
    await session.room.unpublishSecond();
    await until(async () => (await playing()).every((id) => first.includes(id)), 'the first tracks');
    await delay(10_000); // a stall is detected within 8 s
    const states = page.all({type: 'avatar-statechange'}).map(({state}) => state);
    assert.deepEqual(states, ['connecting', 'live']);
  },
);

longTest('The quality attribute decides how large the picture is', async (rig) => {
  const {page} = await rig.openLive({quality: 'high'});
  const {width, height} = await page.picture();
  assert.deepEqual({width, height}, {width: 1280, height: 720});
});

test('speak() has the avatar say a text, from its start to its end', async (rig) => {
  const {page} = await rig.openLive();
  const task = await page.speak('Good afternoon to everybody who has come to hear me.');
  const started = await page.first({type: 'avatar-speechstart'});
  assert.equal(started.taskId, task.taskId);
  assert.equal(await page.get('speaking'), true);
  await page.voiceHeard(0.05);

  const ended = await page.first({type: 'avatar-speechend'});
  assert.equal(ended.taskId, task.taskId);
  assert.equal(ended.reason, 'finished');
  assert.ok(ended.durationMs > 1_000, `it took ${ended.durationMs} ms`);
  assert.equal(await task.ended, 'finished');
  const message = await page.first({type: 'avatar-message', role: 'avatar', final: true});
  assert.equal(message.text, 'Good afternoon to everybody who has come to hear me.');
});

test('speak() on an idle element starts the session that it needs', async (rig) => {
  const page = await rig.open();
  const task = await page.speak('Hello.');
  assert.equal(await page.get('state'), 'live');
  assert.equal(await task.ended, 'finished');
});

longTest('interrupt() cuts the speech short', async (rig) => {
  const {page} = await rig.openLive();
  const task = await page.speak('This is far too long to be listened to until its very end. '.repeat(5));
  await page.first({type: 'avatar-speechstart'});
  await page.call('interrupt');
  assert.equal(await task.ended, 'interrupted');
  const ended = await page.first({type: 'avatar-speechend'});
  assert.equal(ended.taskId, task.taskId);
  assert.equal(ended.reason, 'interrupted');
  assert.equal(await page.get('state'), 'live');
});

longTest('A LiveAvatar token has the same element speak, be interrupted and stop', async (rig) => {
  const {page, session} = await rig.openLive({'token-url': `${rig.apiUrl}/api/liveavatar-token`});
  assert.equal((await page.get('session')).backend, 'liveavatar');
  const agent = `liveavatar-agent-${session.sessionId}`;
  assert.deepEqual(await session.room.participants(), ['client', 'heygen', agent]);

  assert.equal(await (await page.speak('Hello from LiveAvatar.')).ended, 'finished');
  const task = await page.speak('This is far too long to be listened to until its very end. '.repeat(5));
  await page.first({type: 'avatar-speechstart', taskId: task.taskId});
  await page.call('interrupt');
  assert.equal(await task.ended, 'interrupted');
  await page.call('stop');
  assert.equal(session.stops, 1);
  assert.equal(rig.api.openSessions, 0);
});

test('stop() ends the session once, and with it the room', async (rig) => {
  const {page, session} = await rig.openLive();
  await page.call('stop');
  assert.equal(await page.get('state'), 'ended');
  assert.equal((await page.first({type: 'avatar-end'})).reason, 'stopped');
  assert.equal(session.stops, 1);
  assert.equal(session.endedBy, 'stop');
  assert.equal(rig.api.openSessions, 0);
  assert.ok(!(await rig.rooms.openNames()).includes(session.room.name), 'the room is open');
  assert.deepEqual((await page.picture()).tracks, []);
});

longTest('After a stop the same element starts another session', async (rig) => {
  const {page, session} = await rig.openLive();
  await page.call('stop');
  await page.call('start');
  await page.framesPainted(5);
  const second = await rig.sessionOf(page);
  assert.notEqual(second.sessionId, session.sessionId);
  assert.equal(session.state, 'stopped');
  await page.call('stop');
  assert.equal(rig.api.openSessions, 0);
});

longTest('A start that is cancelled half-way leaves no session open', async (rig) => {
  const page = await rig.open();
  const hold = rig.api.hold('start');
  await page.click('start-button');
  await hold.arrived;
  await page.click('cancel');
  await page.first({type: 'avatar-statechange', state: 'ended'});
  hold.release();
  await rig.until(() => rig.api.openSessions === 0, 'the stop');
});

test('Two elements in one page have each a session of their own', async (rig) => {
  const page = await rig.open({}, {quality: 'low'});
  await Promise.all([page.goLive('a'), page.call('start', 'b')]);
  const [a, b] = [await rig.sessionOf(page, 'a'), await rig.sessionOf(page, 'b')];
  assert.notEqual(a.sessionId, b.sessionId);

  const task = await page.speak('Only one of us speaks.', 'b');
  await page.first({type: 'avatar-speechstart', id: 'b', taskId: task.taskId});
  await page.call('stop', 'a');
  assert.equal(a.state, 'stopped');
  assert.equal(b.state, 'started');
  assert.equal(await page.get('state', 'b'), 'live');
  assert.equal(await task.ended, 'finished');
  await page.framesPainted(5, 'b');
  assert.deepEqual(page.all({type: 'avatar-speechstart', id: 'a'}), []);
  await page.call('stop', 'b');
  assert.equal(rig.api.openSessions, 0);
});
