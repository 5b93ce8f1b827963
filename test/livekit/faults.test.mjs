import assert from 'node:assert/strict';
import {after} from 'node:test';
import {setTimeout as delay} from 'node:timers/promises';
import {DEFAULT_TIMEOUTS} from '../../dist/npm/session/util/timeouts.js';
import {inLongRun, onBackend, testsOn} from '../support/livekit/tests-on.mjs';

/**
 * A LiveKit server of its own, which tests kill. No microphone: a page that may use one tells the server its own addresses,
 * and the media would bypass the relay.
 */
const test = testsOn({ownServer: true, isMicrophoneAllowed: false});
const longTest = inLongRun(test);

/** How long a visitor may wait, from the fault on, until the avatar is back or the element says that the session failed. */
const LONGEST_MS = 30_000;
/** How late a browser's timers may be on a machine that is busy with two browsers and a server. */
const SLACK_MS = 1_500;
/** How long a test waits for either. */
const PATIENCE_MS = 60_000;
/** Longer than a connection has to restore itself, and shorter than a session waits for it. */
const REJOIN_MS = DEFAULT_TIMEOUTS.reconnect * 0.8;
/** Longer than a LiveKit server keeps a participant that is silent. */
const NAP_MS = 25_000;

const TOKENS = {streaming: '/api/avatar-token', liveavatar: '/api/liveavatar-token'};

const TOKEN_CALLS = {streaming: 'token', liveavatar: 'liveavatar_token'};

/** For the log: the outcome of each fault, and its time in s after the fault. */
const record = [];
after(() => console.table(record));

const seconds = (ms) => Number((ms / 1000).toFixed(1));

/** A fault of a live session, timed by the page's own clock. */
class Fault {
  #page;
  #row;
  #at;

  static async make({page, name, what}, make) {
    const fault = new Fault();
    fault.#page = page;
    fault.#row = {'back end': name, fault: what};
    fault.#at = await page.run(() => performance.now());
    await make();
    return fault;
  }

  /** Resolves when the element has noticed the fault. */
  async noticed() {
    const {at} = await this.#page.first({type: 'avatar-statechange', state: 'reconnecting'}, PATIENCE_MS);
    this.#row['noticed after'] = seconds(at - this.#at);
  }

  /** Resolves when the avatar is back and has spoken; returns how long the session took to recover. */
  async recovered() {
    await this.noticed();
    const wanted = {type: 'avatar-statechange', state: 'live', oldState: 'reconnecting'};
    const {at} = await this.#page.first(wanted, PATIENCE_MS);
    this.#tell('live again', at);
    await this.#page.framesPainted(10);
    assert.equal(await (await this.#page.speak('Here I am again.')).ended, 'finished');
    return at - this.#at;
  }

  /** Resolves when the session has failed in time, with the right error, and the element has stopped it. */
  async failed(rig, session) {
    await this.noticed();
    const {error, at} = await this.#page.first({type: 'avatar-error'}, PATIENCE_MS);
    this.#tell(`failed: ${error.code}`, at);
    assert.equal(error.code, 'connection-lost');
    assert.equal(await this.#page.get('state'), 'failed');
    await rig.until(() => session.stops === 1, 'its stop');
    const took = at - this.#at;
    assert.ok(took < LONGEST_MS + SLACK_MS, `it took ${seconds(took)} s`);
  }

  #tell(outcome, at) {
    Object.assign(this.#row, {outcome, after: seconds(at - this.#at)});
    record.push(this.#row);
  }
}

for (const [name, path] of Object.entries(TOKENS)) {
  const testHere = onBackend(test, {name, quick: 'streaming'});
  const live = (rig) => rig.openLive({'token-url': `${rig.apiUrl}${path}`});
  /** CI runs one of the tests that wait until a session is given up. */
  const isSlow = {isSlow: true};

  testHere('the session joins a server that was killed and is back', async (rig) => {
    const {page} = await live(rig);
    const fault = await Fault.make({page, name, what: 'server killed, and back'}, () => rig.killServer());
    await fault.noticed();
    await rig.reviveServer();
    await fault.recovered();
  });

  testHere('a signal connection that breaks is restored', async (rig) => {
    const {page} = await live(rig);
    const fault = await Fault.make({page, name, what: 'signal cut'}, () => rig.signal.cut());
    await fault.recovered();
  });

  testHere(
    'a picture that stops while the socket is up comes back',
    async (rig) => {
      const {page} = await live(rig);
      const fault = await Fault.make({page, name, what: 'media dropped, and back'}, () => rig.media.down());
      await fault.noticed();
      rig.media.up();
      await fault.recovered();
    },
    isSlow,
  );

  testHere(
    'a picture that never comes back fails the session, and the element stops it',
    async (rig) => {
      const {page, session} = await live(rig);
      const fault = await Fault.make({page, name, what: 'media dropped for good'}, () => rig.media.down());
      await fault.failed(rig, session);
    },
    isSlow,
  );

  testHere(
    'a picture that comes back late comes from the rejoined room',
    async (rig) => {
      const {page} = await live(rig);
      const fault = await Fault.make({page, name, what: 'media dropped for long'}, () => rig.media.down());
      await fault.noticed();
      await delay(REJOIN_MS);
      rig.media.up();
      assert.ok((await fault.recovered()) > REJOIN_MS);
    },
    isSlow,
  );

  inLongRun(testHere)(
    'a server that is killed for good fails the session, and the element stops it',
    async (rig) => {
      const {page, session} = await live(rig);
      const fault = await Fault.make({page, name, what: 'server killed for good'}, () => rig.killServer());
      try {
        await fault.failed(rig, session);
      } finally {
        await rig.reviveServer();
      }
    },
  );

  testHere(
    'a server that stands still for good fails the session, and the element stops it',
    async (rig) => {
      const {page, session} = await live(rig);
      const fault = await Fault.make({page, name, what: 'server frozen for good'}, () => rig.freeze(true));
      await fault.failed(rig, session);
    },
    isSlow,
  );

  inLongRun(testHere)('a page that is offline for a while is live again', async (rig) => {
    const {page} = await live(rig);
    const fault = await Fault.make({page, name, what: 'offline, and back'}, async () => {
      await page.setOffline(true);
      rig.signal.down();
    });
    await fault.noticed();
    rig.signal.up();
    await page.setOffline(false);
    await fault.recovered();
  });

  testHere(
    'a socket that never comes back fails the session, and the element stops it',
    async (rig) => {
      const {page, session} = await live(rig);
      const fault = await Fault.make({page, name, what: 'signal down for good'}, () => rig.signal.down());
      await fault.failed(rig, session);
    },
    isSlow,
  );

  testHere(
    'after a laptop’s sleep the session is live again',
    async (rig) => {
      const {page} = await live(rig);
      rig.sleep(true);
      await delay(NAP_MS);
      rig.sleep(false);
      // Nobody waits while the laptop sleeps: the time counts from its awakening.
      const fault = await Fault.make({page, name, what: 'asleep (time from the awakening)'}, () => {});
      await fault.recovered();
    },
    isSlow,
  );

  testHere('a slow token endpoint only delays the start', async (rig) => {
    const hold = rig.api.hold(TOKEN_CALLS[name]);
    const page = await rig.open({'token-url': `${rig.apiUrl}${path}`});
    await page.click('start-button');
    await hold.arrived;
    assert.equal(await page.get('state'), 'connecting');
    hold.release();
    await page.first({type: 'avatar-playing'});
  });
}

longTest('The element asks a token endpoint again that tells it to retry later', async (rig) => {
  const page = await rig.open();
  rig.api.inject('token', {status: 429, headers: {'retry-after': '1'}});
  await page.goLive();
  assert.deepEqual(page.all({type: 'avatar-error'}), []);
});

test('A token endpoint that cannot be reached fails the start with token-unreachable', async (rig) => {
  // No server listens there. The browser itself would retry a connection that breaks.
  const page = await rig.open({'token-url': 'http://127.0.0.1:9/api/avatar-token'});
  await page.click('start-button');
  assert.equal((await page.first({type: 'avatar-error'}, PATIENCE_MS)).error.code, 'token-unreachable');
  assert.equal(await page.get('state'), 'failed');
});

for (const [what, fault, code] of [
  ['that is down', {status: 503}, 'token-refused'],
  ['that never answers', {hang: true}, 'timeout'],
]) {
  longTest(`A token endpoint ${what} fails the start with ${code}`, async (rig) => {
    const page = await rig.open();
    rig.api.inject('token', fault, {times: 3});
    await page.click('start-button');
    assert.equal((await page.first({type: 'avatar-error'}, PATIENCE_MS)).error.code, code);
    assert.equal(await page.get('state'), 'failed');
    assert.equal(rig.api.openSessions, 0);
  });
}
