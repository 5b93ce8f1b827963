import assert from 'node:assert/strict';
import {setTimeout as delay} from 'node:timers/promises';
import {inLongRun, testsOn} from '../support/livekit/tests-on.mjs';

/** How long the server stands still: longer than a jitter buffer hides, shorter than a connection's limit. */
const OUTAGE_MS = 3_000;

const test = testsOn();
const longTest = inLongRun(test);

longTest('A signal connection that breaks is restored, and the avatar speaks on', async (rig) => {
  const {page, session} = await rig.openLive();
  rig.signal.cut();
  await page.first({type: 'avatar-statechange', state: 'reconnecting'});
  await page.first({type: 'avatar-statechange', state: 'live', oldState: 'reconnecting'});
  await page.framesPainted(10);
  const task = await page.speak('Here I am again.');
  assert.equal(await task.ended, 'finished');
  await page.call('stop');
  assert.equal(session.stops, 1);
  assert.equal(rig.api.openSessions, 0);
});

test('stop() during an outage ends the session', async (rig) => {
  const {page, session} = await rig.openLive();
  rig.signal.down();
  await page.first({type: 'avatar-statechange', state: 'reconnecting'});
  await page.call('stop');
  assert.equal(await page.get('state'), 'ended');
  assert.equal(session.stops, 1);
  assert.equal(rig.api.openSessions, 0);
});

longTest('A server that stands still for some seconds does not end the session', async (rig) => {
  const {page, session} = await rig.openLive();
  rig.freeze(true);
  await delay(OUTAGE_MS);
  rig.freeze(false);
  await page.framesPainted(25);
  const task = await page.speak('Where was I?');
  assert.equal(await task.ended, 'finished');
  assert.equal(await page.get('state'), 'live');
  await page.call('stop');
  assert.equal(session.stops, 1);
});
