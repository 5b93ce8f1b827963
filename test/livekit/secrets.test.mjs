import assert from 'node:assert/strict';
import {onBackend, testsOn} from '../support/livekit/tests-on.mjs';
import {until} from '../support/waiting.mjs';

const test = testsOn();

const BACKENDS = {
  streaming: {microphone: true},
  liveavatar: {microphone: true, 'token-url': '/api/liveavatar-token'},
};

/** Both tokens of every session so far, from the server's records. */
function secretsOf({api}) {
  const given = api.requests.map(({headers}) => headers.get('authorization')?.replace('Bearer ', ''));
  const all = [...new Set([...given, ...api.sessions.map(({room}) => room.accessToken)])].filter(Boolean);
  assert.ok(all.length >= 2 && all.every(({length}) => length > 20), 'the test knows the tokens');
  return all;
}

/** The places where other scripts of the page could read a token later. */
const kept = (page) =>
  page.run(() => ({
    performance: JSON.stringify(performance.getEntries()),
    document: document.documentElement.outerHTML + document.getElementById('a').shadowRoot.innerHTML,
    address: JSON.stringify([location.href, history.state]),
    storage: JSON.stringify([document.cookie, Object.entries(localStorage), Object.entries(sessionStorage)]),
  }));

/** Lines of the console: a script's line has the field `args`, the browser's own has `entry`. */
const linesOf = (page, field) => JSON.stringify(page.console.filter((line) => field in line));

/** The names of the places that contain a token. */
function placesOf(secrets, places) {
  return Object.entries(places)
    .filter(([, text]) => secrets.some((secret) => text.includes(secret)))
    .map(([place]) => place);
}

/** The names of all places of a page that contain a token. */
async function leaksOf(rig, page) {
  const places = {
    ...(await kept(page)),
    events: JSON.stringify(page.heard),
    'console, by scripts': linesOf(page, 'args'),
    'console, by the browser': linesOf(page, 'entry'),
  };
  return placesOf(secretsOf(rig), places);
}

for (const [name, attributes] of Object.entries(BACKENDS)) {
  const testHere = onBackend(test, {name, quick: 'streaming'});
  testHere('a session that speaks and listens leaves no token in the page', async (rig) => {
    const {page, session} = await rig.openLive(attributes);
    assert.equal(await (await page.speak('Hello there.')).ended, 'finished');
    await page.call('startMicrophone');
    await rig.voiceHeard(session);
    await page.call('stopMicrophone');
    await page.first({type: 'avatar-message', role: 'user', final: true});
    await page.call('stop');
    const {performance} = await kept(page);
    assert.ok(/streaming\.new|sessions\/start/.test(performance), 'the entries include the calls');
    assert.deepEqual(await leaksOf(rig, page), []);
  });
}

test('Where the LiveKit server does not answer, only the browser’s own line in the console has its address', async (rig) => {
  rig.signal.down();
  const page = await rig.open();
  await page.click('start-button');
  const {error} = await page.first({type: 'avatar-error'});
  assert.ok(error.cause, 'the error has a cause');
  assert.deepEqual(await leaksOf(rig, page), ['console, by the browser']);
});

test('While a connection is lost and restored, only the browser’s own lines in the console have an address', async (rig) => {
  const {page} = await rig.openLive();
  rig.signal.down();
  await page.first({type: 'avatar-statechange', state: 'reconnecting'});
  rig.signal.up();
  await page.first({type: 'avatar-statechange', state: 'live', oldState: 'reconnecting'}, 30_000);
  const places = await leaksOf(rig, page);
  assert.deepEqual(
    places.filter((place) => place !== 'console, by the browser'),
    [],
  );
});

test('streaming: where the server refuses the chat socket, only the browser’s own line in the console has its address', async (rig) => {
  rig.sockets.isRefusing = true;
  const {page, session} = await rig.openLive({microphone: true});
  await page.call('startMicrophone');
  await rig.voiceHeard(session);
  await until(() => linesOf(page, 'entry').includes('WebSocket'), 'the browser’s line in the console');
  assert.deepEqual(await leaksOf(rig, page), ['console, by the browser']);
});

test('Where the API refuses the token, neither the error nor its cause contains it', async (rig) => {
  const page = await rig.open();
  rig.api.inject('new', {status: 401, code: 400112, message: 'refused'});
  await page.click('start-button');
  const {error} = await page.first({type: 'avatar-error'});
  assert.match(error.cause.message, /refused/);
  const [{headers}] = rig.api.requests.slice(-1);
  const secret = headers.get('authorization').replace('Bearer ', '');
  assert.deepEqual(
    placesOf([secret], {events: JSON.stringify(page.heard), console: JSON.stringify(page.console)}),
    [],
  );
});
