import assert from 'node:assert/strict';
import {inLongRun, testsOn} from '../support/livekit/tests-on.mjs';

/** A page that the visitor leaves must send its stop although the other origin is far away. */
const test = testsOn({preflightMs: 300});
const longTest = inLongRun(test);

test('When the server closes the room, the session ends', async (rig) => {
  const {page, session} = await rig.openLive();
  await session.room.kill();
  assert.equal((await page.first({type: 'avatar-end'})).reason, 'server');
  assert.equal(await page.get('state'), 'ended');
  assert.equal(await page.get('error'), null);
  await rig.untilStopped(session);
  assert.equal(session.stops, 1);
  assert.equal(rig.api.openSessions, 0);
});

test('When the avatar leaves, the session ends', async (rig) => {
  const {page, session} = await rig.openLive();
  await session.room.leave();
  assert.equal((await page.first({type: 'avatar-end'})).reason, 'server');
  await rig.untilStopped(session);
  assert.equal(session.stops, 1);
  assert.equal(session.endedBy, 'stop');
  assert.ok(!(await rig.rooms.openNames()).includes(session.room.name), 'the room is open');
});

test('An element stops its session when the page removes it', async (rig) => {
  const {page, session} = await rig.openLive();
  await page.run(() => document.getElementById('a').remove());
  await rig.untilStopped(session);
  assert.equal((await page.first({type: 'avatar-end'})).reason, 'removed');
  assert.equal(session.stops, 1);
  assert.equal(session.endedBy, 'stop');
});

longTest('An element that the page moves, even slowly, keeps its session and its picture', async (rig) => {
  const {page, session} = await rig.openLive();
  await page.run(async () => {
    const avatar = document.getElementById('a');
    avatar.remove();
    await new Promise((resolve) => setTimeout(resolve, 200));
    document.body.appendChild(document.createElement('div')).append(avatar);
  });
  await page.framesPainted(40); // this takes longer than the grace after a removal
  assert.equal(await page.get('state'), 'live');
  assert.equal(session.state, 'started');
  assert.equal(session.stops, 0);
});

test('A page that the visitor leaves stops its session, by a call across origins', async (rig) => {
  const {page, session} = await rig.openLive();
  await page.goTo(rig.origin);
  await rig.untilStopped(session);
  assert.equal(session.stops, 1);
  assert.equal(session.endedBy, 'stop');
  const stop = rig.api.requests.findLast(({endpoint}) => endpoint === 'stop');
  const headers = new Headers(stop.headers);
  assert.match(headers.get('authorization'), /^Bearer ./);
  assert.equal(headers.get('origin'), rig.origin);
  assert.notEqual(`http://${headers.get('host')}`, rig.origin);
});

test('A reload stops the session', async (rig) => {
  const {page, session} = await rig.openLive();
  await page.reload();
  await rig.untilStopped(session);
  assert.equal(session.endedBy, 'stop');
  assert.equal(await page.get('state'), 'idle');
});

test('A closed tab stops its session', async (rig) => {
  const {page, session} = await rig.openLive();
  await page.closeTab();
  await rig.untilStopped(session);
  assert.equal(session.stops, 1);
  assert.equal(session.endedBy, 'stop');
  assert.equal(rig.api.openSessions, 0);
});

test('A tab that closes while the server makes its session stops it', async (rig) => {
  const page = await rig.open();
  const hold = rig.api.hold('start');
  await page.click('start-button');
  await hold.arrived;
  await page.closeTab();
  await rig.until(() => rig.api.openSessions === 0, 'the stop');
  hold.release();
});
