import assert from 'node:assert/strict';
import {setTimeout as delay} from 'node:timers/promises';
import {testsOn} from './rig.mjs';

/**
 * A LiveKit server of its own, to be killed. A page that may use a microphone tells the server its own addresses, and media
 * would come by those instead of the relay.
 */
const test = testsOn({ownServer: true, isMicrophoneAllowed: false});

/** Where nothing comes back, the session fails 30 s after the loss was noticed; noticing takes up to 20 more. */
const GIVE_UP_MS = 55_000;
/** Longer than a connection is left to restore itself, and shorter than a session waits for it. */
const REJOIN_MS = 22_000;
/** Longer than a LiveKit server keeps the seat of somebody who is silent. */
const NAP_MS = 25_000;

const TOKENS = {streaming: '/api/avatar-token', liveavatar: '/api/liveavatar-token'};

const TOKEN_CALLS = {streaming: 'token', liveavatar: 'liveavatar_token'};

/** Waits until the avatar is back, tells how long it was away, and has it speak. */
async function recovered(page, t) {
  const back = await page.first(
    {type: 'avatar-statechange', state: 'live', oldState: 'reconnecting'},
    GIVE_UP_MS,
  );
  const away = page.all({type: 'avatar-statechange', state: 'reconnecting'})[0];
  t(`reconnecting for ${Math.round(back.at - away.at)} ms`);
  await page.framesPainted(10);
  assert.equal(await (await page.speak('Here I am again.')).ended, 'finished');
  return back;
}

async function failed(page, t) {
  const {error, at} = await page.first({type: 'avatar-error'}, GIVE_UP_MS);
  const away = page.all({type: 'avatar-statechange', state: 'reconnecting'})[0];
  t(`failed after reconnecting for ${Math.round(at - away.at)} ms`);
  assert.equal(error.code, 'connection-lost');
  assert.equal(await page.get('state'), 'failed');
  assert.ok(at - away.at < 31_000);
}

for (const [name, path] of Object.entries(TOKENS)) {
  const live = (rig) => rig.openLive({'token-url': `${rig.apiUrl}${path}`});
  const tell = (what) => (text) => console.log(`# ${name}, ${what}: ${text}`);

  test(`${name}: a server that is killed and comes back is joined again`, async (rig) => {
    const {page} = await live(rig);
    await rig.killServer();
    await page.first({type: 'avatar-statechange', state: 'reconnecting'}, GIVE_UP_MS);
    await rig.reviveServer();
    await recovered(page, tell('server killed and back'));
  });

  test(`${name}: a picture that stops coming, while the socket is up, comes back`, async (rig) => {
    const {page} = await live(rig);
    rig.media.down();
    await page.first({type: 'avatar-statechange', state: 'reconnecting'}, GIVE_UP_MS);
    rig.media.up();
    await recovered(page, tell('media dropped'));
  });

  test(
    `${name}: a picture that never comes back fails the session, which is stopped`,
    async (rig) => {
      const {page, session} = await live(rig);
      rig.media.down();
      await failed(page, tell('media dropped for good'));
      await rig.until(() => session.stops === 1, 'its stop');
    },
    {isSlow: true},
  );

  test(
    `${name}: a picture that comes back late comes by the room that is joined anew`,
    async (rig) => {
      const {page} = await live(rig);
      rig.media.down();
      const away = await page.first({type: 'avatar-statechange', state: 'reconnecting'}, GIVE_UP_MS);
      await delay(REJOIN_MS);
      rig.media.up();
      const back = await recovered(page, tell('media dropped for long'));
      assert.ok(back.at - away.at > REJOIN_MS);
    },
    {isSlow: true},
  );

  test(
    `${name}: a server that is killed for good fails the session, which is stopped`,
    async (rig) => {
      const {page, session} = await live(rig);
      await rig.killServer();
      try {
        await failed(page, tell('server killed'));
        await rig.until(() => session.stops === 1, 'its stop');
      } finally {
        await rig.reviveServer();
      }
    },
    {isSlow: true},
  );

  test(
    `${name}: a server that stands still for good fails the session, which is stopped`,
    async (rig) => {
      const {page, session} = await live(rig);
      rig.freeze(true);
      await failed(page, tell('server frozen'));
      await rig.until(() => session.stops === 1, 'its stop');
    },
    {isSlow: true},
  );

  test(`${name}: a page that is offline for a while is live again`, async (rig) => {
    const {page} = await live(rig);
    await page.setOffline(true);
    rig.signal.down();
    await page.first({type: 'avatar-statechange', state: 'reconnecting'}, GIVE_UP_MS);
    rig.signal.up();
    await page.setOffline(false);
    await recovered(page, tell('offline'));
  });

  test(
    `${name}: a laptop that has slept is live again`,
    async (rig) => {
      const {page} = await live(rig);
      rig.sleep(true);
      await delay(NAP_MS);
      rig.sleep(false);
      await recovered(page, tell('asleep'));
    },
    {isSlow: true},
  );

  test(`${name}: a token endpoint that is slow delays the start, and no more`, async (rig) => {
    const hold = rig.api.hold(TOKEN_CALLS[name]);
    const page = await rig.open({'token-url': `${rig.apiUrl}${path}`});
    await page.click('start-button');
    await hold.arrived;
    assert.equal(await page.get('state'), 'connecting');
    hold.release();
    await page.first({type: 'avatar-playing'});
  });
}

test('A token endpoint that asks to wait is asked again then', async (rig) => {
  const page = await rig.open();
  rig.api.inject('token', {status: 429, headers: {'retry-after': '1'}});
  await page.goLive();
  assert.deepEqual(page.all({type: 'avatar-error'}), []);
});

test('A token endpoint that cannot be reached fails the start, by token-unreachable', async (rig) => {
  // Nobody listens there. A connection that breaks would be tried again by the browser itself.
  const page = await rig.open({'token-url': 'http://127.0.0.1:9/api/avatar-token'});
  await page.click('start-button');
  assert.equal((await page.first({type: 'avatar-error'}, GIVE_UP_MS)).error.code, 'token-unreachable');
  assert.equal(await page.get('state'), 'failed');
});

for (const [what, fault, code] of [
  ['that is down', {status: 503}, 'token-refused'],
  ['that never answers', {hang: true}, 'timeout'],
]) {
  test(`A token endpoint ${what} fails the start, by ${code}`, async (rig) => {
    const page = await rig.open();
    rig.api.inject('token', fault, {times: 3});
    await page.click('start-button');
    assert.equal((await page.first({type: 'avatar-error'}, GIVE_UP_MS)).error.code, code);
    assert.equal(await page.get('state'), 'failed');
    assert.equal(rig.api.openSessions, 0);
  });
}
