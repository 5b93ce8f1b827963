import assert from 'node:assert/strict';
import {setImmediate} from 'node:timers/promises';
import {onBackend, testsOn} from '../support/livekit/tests-on.mjs';

/** The API answers a preflight later than a page can wait that the visitor leaves. */
const test = testsOn({preflightMs: 300});

const STOPS = {streaming: '/v1/streaming.stop', liveavatar: '/v1/sessions/stop'};

const tokenUrl = (rig, backend) =>
  backend === 'liveavatar' ? {'token-url': `${rig.apiUrl}/api/liveavatar-token`} : {};

for (const [backend, path] of Object.entries(STOPS)) {
  const testHere = onBackend(test, {name: backend, quick: 'streaming'});
  const asked = (rig) => rig.preflights.filter((url) => url === path).length;

  testHere('a page that the visitor leaves sends a preflight, and then stops its session', async (rig) => {
    const {page, session} = await rig.openLive(tokenUrl(rig, backend));
    const before = asked(rig);
    await page.goTo(rig.origin);
    await rig.untilStopped(session);
    assert.equal(asked(rig), before + 1);
    assert.equal(session.stops, 1);
    assert.equal(session.endedBy, 'stop');
  });

  testHere('a page that knows the preflight’s answer stops its session at once', async (rig) => {
    const {page} = await rig.openLive(tokenUrl(rig, backend));
    await page.call('stop');
    const before = asked(rig);
    await page.call('start');
    const second = await rig.sessionOf(page);
    await page.goTo(rig.origin);
    await rig.untilStopped(second);
    assert.equal(asked(rig), before);
    assert.equal(second.stops, 1);
    assert.equal(rig.api.openSessions, 0);
  });
}

test('liveavatar: a page that the visitor leaves before it knows its session stops it by its token', async (rig) => {
  rig.api.inject('sessions/start', {hang: true, after: true});
  const page = await rig.open(tokenUrl(rig, 'liveavatar'));
  await page.run(() => {
    document
      .getElementById('a')
      .start()
      .catch(() => {}); // the navigation aborts it
  });
  while (rig.api.openSessions === 0) await setImmediate();
  const [session] = rig.api.sessions.slice(-1);
  await page.goTo(rig.origin);
  await rig.untilStopped(session);
  assert.equal(session.endedBy, 'stop');
});

test('When the visitor comes back to a page they left, it starts a new session', async (rig) => {
  const {page, session} = await rig.openLive();
  await page.goTo(`${rig.origin}/test/support/livekit/page.html`);
  await rig.untilStopped(session);
  await page.goBack();
  assert.notEqual(await page.get('state'), 'live');
  await page.call('start');
  const second = await rig.sessionOf(page);
  assert.notEqual(second.sessionId, session.sessionId);
  await page.call('stop');
  assert.equal(rig.api.openSessions, 0);
});

/** Chromium's back/forward cache takes no page that has used WebRTC; other browsers' does, with these events. */
test('A page in the back/forward cache ends its session, shows that, and can start another', async (rig) => {
  const {page, session} = await rig.openLive();
  await page.run(() => {
    dispatchEvent(new PageTransitionEvent('pagehide', {persisted: true}));
  });
  await rig.untilStopped(session);
  await page.run(() => {
    dispatchEvent(new PageTransitionEvent('pageshow', {persisted: true}));
  });
  await page.first({type: 'avatar-end', reason: 'page-hidden'});
  assert.equal(await page.get('state'), 'ended');
  await page.click('restart');
  await page.call('start');
  assert.equal(await page.get('state'), 'live');
  await page.framesPainted(5);
  assert.notEqual((await rig.sessionOf(page)).sessionId, session.sessionId);
  await page.call('stop');
  assert.equal(rig.api.openSessions, 0);
});

test('A tab that the browser freezes stops its session, since it may be discarded next', async (rig) => {
  const {page, session} = await rig.openLive();
  await page.setFrozen(true);
  await rig.untilStopped(session);
  assert.equal(session.stops, 1);
  assert.equal(session.endedBy, 'stop');

  await page.setFrozen(false);
  await page.first({type: 'avatar-end', reason: 'page-hidden'});
  await page.call('start');
  assert.equal(await page.get('state'), 'live');
  await page.call('stop');
  assert.equal(rig.api.openSessions, 0);
});

test('stop-url: another origin gets a beacon when the visitor leaves, without a preflight', async (rig) => {
  const {page, session} = await rig.openLive({'stop-url': `${rig.ownerUrl}/stop`});
  const before = rig.beacons.length;
  await page.goTo(rig.origin);
  await rig.until(() => rig.beacons.length > before, 'the beacon');
  await rig.untilStopped(session);
  assert.deepEqual(rig.beacons.slice(before), [
    {type: 'text/plain;charset=UTF-8', body: JSON.stringify({session_id: session.sessionId})},
  ]);
});

test('stop-url: another origin gets one beacon for a stop, and one for a closed tab', async (rig) => {
  const {page, session} = await rig.openLive({'stop-url': `${rig.ownerUrl}/stop`});
  const before = rig.beacons.length;
  await page.call('stop');
  await page.call('start');
  const second = await rig.sessionOf(page);
  await page.closeTab();
  await rig.until(() => rig.beacons.length > before + 1, 'both beacons');
  await rig.untilStopped(second);
  const told = rig.beacons.slice(before).map(({body}) => JSON.parse(body).session_id);
  assert.deepEqual(told, [session.sessionId, second.sessionId]);
});
