import assert from 'node:assert/strict';
import {testsOn} from '../support/livekit/tests-on.mjs';
import {until} from '../support/waiting.mjs';

/**
 * What becomes of a session, whose microphone is open, in each scenario that livekit-client can have a server play. The table in
 * `docs/concepts/reconnecting.md` says the same.
 */
const test = testsOn();
/** How long a session may take to recover or to fail. */
const PATIENCE_MS = 60_000;

/** Records the rooms that livekit-client makes: it keeps a weak reference to each. */
function recordRooms() {
  const rooms = [];
  globalThis.rooms = rooms;
  globalThis.WeakRef = class extends WeakRef {
    constructor(target) {
      super(target);
      if (target.simulateScenario) rooms.push(target);
    }
  };
}

async function openTalking(rig) {
  const page = await rig.open({microphone: true});
  await page.run(recordRooms);
  await page.goLive();
  const session = await rig.sessionOf(page);
  await page.call('startMicrophone');
  await rig.voiceHeard(session);
  return {page, session};
}

/** Plays scenarios one after the other, as in `room.simulateScenario(name, argument)`. */
async function play(page, ...scenarios) {
  for (const scenario of scenarios) {
    await page.run((each) => globalThis.rooms.at(-1).simulateScenario(...each), [scenario].flat());
  }
}

/** The session goes on: with its microphone, without an error, and the avatar still speaks. */
async function assertWell(rig, {page, session}) {
  const heard = session.room.framesHeard;
  await until(() => session.room.framesHeard > heard + 20, 'audio frames at the server');
  await page.framesPainted(5);
  assert.equal(await (await page.speak('Here I am.')).ended, 'finished');
  assert.deepEqual(
    [await page.get('state'), await page.get('microphoneOpen'), session.stops],
    ['live', true, 0],
  );
  for (const type of ['avatar-error', 'avatar-end']) assert.deepEqual(page.all({type}), []);
  assert.deepEqual(page.all({type: 'avatar-microphonechange', open: false}), []);
}

const roomsMade = (page) => page.run(() => globalThis.rooms.length);

/** Scenarios, and how many rooms the element has joined when it is live again. */
for (const [scenarios, rooms] of [
  [['signal-reconnect'], 1],
  [['resume-reconnect'], 1],
  [['full-reconnect'], 1],
  [['fail-on-v1-path', 'full-reconnect'], 1],
  [['disconnect-signal-on-resume'], 1],
  [['disconnect-signal-on-resume-no-messages'], 1],
  [['migration'], 1],
  [['node-failure'], 1],
  [['server-leave'], 2],
]) {
  // CI has the one that takes another way: the element itself joins the room again.
  const options = {isSlow: rooms === 1};
  const title = `${scenarios.join(', then ')}: reconnecting, and live again with the microphone`;
  const body = async (rig) => {
    const talking = await openTalking(rig);
    const {page} = talking;
    await play(page, ...scenarios);
    await page.first({type: 'avatar-statechange', state: 'live', oldState: 'reconnecting'}, PATIENCE_MS);
    await assertWell(rig, talking);
    assert.equal(await roomsMade(page), rooms);
  };
  test(title, body, options);
}

/** The plain server has no answer to `leave-full-reconnect`. */
for (const scenario of ['speaker', ['subscriber-bandwidth', 50_000], 'leave-full-reconnect']) {
  test(
    `${scenario}: nothing changes`,
    async (rig) => {
      const talking = await openTalking(rig);
      const before = talking.page.all({type: 'avatar-statechange'}).length;
      await play(talking.page, scenario);
      await assertWell(rig, talking);
      assert.equal(talking.page.all({type: 'avatar-statechange'}).length, before);
    },
    {isSlow: true},
  );
}

/** The server takes its UDP addresses away, and this one has no others. */
for (const scenario of ['force-tcp', 'force-tls']) {
  test(
    `${scenario}, where there is no TCP: the session fails, the microphone closes, and it is stopped`,
    async (rig) => {
      const {page, session} = await openTalking(rig);
      await play(page, scenario);
      const {error} = await page.first({type: 'avatar-error'}, PATIENCE_MS);
      assert.equal(error.code, 'connection-lost');
      assert.equal((await page.first({type: 'avatar-end'})).reason, 'error');
      assert.deepEqual([await page.get('state'), await page.get('microphoneOpen')], ['failed', false]);
      await rig.untilStopped(session);
    },
    {isSlow: true},
  );
}
