import assert from 'node:assert/strict';
import {testsOn} from './rig.mjs';

/** A page that is left must get its word out although the other origin is far away. */
const test = testsOn({preflightMs: 300});

const untilStopped = (rig, session) =>
  rig.until(() => session.stops > 0, 'the page to ask for the session’s stop');

test('A room that the server closes ends the session', async (rig) => {
  const {page, session} = await rig.openLive();
  await session.room.kill();
  assert.equal((await page.first({type: 'avatar-end'})).reason, 'server');
  assert.equal(await page.get('state'), 'ended');
  assert.equal(await page.get('error'), null);
  await untilStopped(rig, session);
  assert.equal(session.stops, 1);
  assert.equal(rig.api.openSessions, 0);
});

test('An avatar that leaves ends the session', async (rig) => {
  const {page, session} = await rig.openLive();
  await session.room.leave();
  assert.equal((await page.first({type: 'avatar-end'})).reason, 'server');
  await untilStopped(rig, session);
  assert.equal(session.stops, 1);
  assert.equal(session.endedBy, 'stop');
  assert.ok(!(await rig.rooms.openNames()).includes(session.room.name), 'the room is still open');
});

test('An element that is removed from the page stops its session', async (rig) => {
  const {page, session} = await rig.openLive();
  await page.run(() => document.getElementById('a').remove());
  await untilStopped(rig, session);
  assert.equal((await page.first({type: 'avatar-end'})).reason, 'removed');
  assert.equal(session.stops, 1);
  assert.equal(session.endedBy, 'stop');
});

test('An element that is moved, even slowly, keeps its session and its picture', async (rig) => {
  const {page, session} = await rig.openLive();
  await page.run(async () => {
    const avatar = document.getElementById('a');
    avatar.remove();
    await new Promise((resolve) => setTimeout(resolve, 200));
    document.body.appendChild(document.createElement('div')).append(avatar);
  });
  await page.framesPainted(40); // which takes longer than the grace of a removal
  assert.equal(await page.get('state'), 'live');
  assert.equal(session.state, 'started');
  assert.equal(session.stops, 0);
});

test('A page that is left stops its session, by a call across origins', async (rig) => {
  const {page, session} = await rig.openLive();
  await page.goTo(rig.origin);
  await untilStopped(rig, session);
  assert.equal(session.stops, 1);
  assert.equal(session.endedBy, 'stop');
  const stop = rig.api.requests.findLast(({endpoint}) => endpoint === 'stop');
  const headers = new Headers(stop.headers);
  assert.match(headers.get('authorization'), /^Bearer ./);
  assert.equal(headers.get('origin'), rig.origin);
  assert.notEqual(`http://${headers.get('host')}`, rig.origin);
});

test('A page that is reloaded stops its session', async (rig) => {
  const {page, session} = await rig.openLive();
  await page.reload();
  await untilStopped(rig, session);
  assert.equal(session.endedBy, 'stop');
  assert.equal(await page.get('state'), 'idle');
});

test('A tab that is closed stops its session', async (rig) => {
  const {page, session} = await rig.openLive();
  await page.closeTab();
  await untilStopped(rig, session);
  assert.equal(session.stops, 1);
  assert.equal(session.endedBy, 'stop');
  assert.equal(rig.api.openSessions, 0);
});

test('A tab that is closed while its session is being made stops it nevertheless', async (rig) => {
  const page = await rig.open();
  const hold = rig.api.hold('start');
  await page.click('start-button');
  await hold.arrived;
  await page.closeTab();
  await rig.until(() => rig.api.openSessions === 0, 'the session to be stopped');
  hold.release();
});
