import assert from 'node:assert/strict';
import {testsOn} from './rig.mjs';
import {within} from './within.mjs';

const test = testsOn();

const BACKENDS = {
  streaming: {microphone: true},
  liveavatar: {microphone: true, 'token-url': '/api/liveavatar-token'},
};

/** Both tokens of every session so far, as the server knows them. */
function secretsOf({api}) {
  const given = api.requests.map(({headers}) => headers.get('authorization')?.replace('Bearer ', ''));
  const all = [...new Set([...given, ...api.sessions.map(({room}) => room.accessToken)])].filter(Boolean);
  assert.ok(all.length >= 2 && all.every(({length}) => length > 20), 'the secrets are known');
  return all;
}

/** What a page keeps that its other scripts can read, and that only a real server fills. */
const kept = (page) =>
  page.run(() => ({
    performance: JSON.stringify(performance.getEntries()),
    document: document.documentElement.outerHTML + document.getElementById('a').shadowRoot.innerHTML,
    address: JSON.stringify([location.href, history.state]),
    storage: JSON.stringify([document.cookie, Object.entries(localStorage), Object.entries(sessionStorage)]),
  }));

/** The lines of the console: a script's have arguments, the browser's own an entry. */
const linesOf = (page, field) => JSON.stringify(page.console.filter((line) => field in line));

/** The places among these where one of a session's tokens is. */
function placesOf(secrets, places) {
  return Object.entries(places)
    .filter(([, text]) => secrets.some((secret) => text.includes(secret)))
    .map(([place]) => place);
}

/** Every place of a page where one of its tokens is. */
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
  test(`${name}: neither token is left in the page by a session that speaks and listens`, async (rig) => {
    const {page, session} = await rig.openLive(attributes);
    assert.equal(await (await page.speak('Hello there.')).ended, 'finished');
    await page.call('startMicrophone');
    await within(heardBy(session), 'a voice at the server');
    await page.call('stopMicrophone');
    await page.first({type: 'avatar-message', role: 'user', final: true});
    await page.call('stop');
    const {performance} = await kept(page);
    assert.ok(/streaming\.new|sessions\/start/.test(performance), 'the calls are among the entries');
    assert.deepEqual(await leaksOf(rig, page), []);
  });
}

test('Where the LiveKit server does not answer, the browser’s own console names its address, and nothing else does', async (rig) => {
  rig.signal.down();
  const page = await rig.open();
  await page.click('start-button');
  const {error} = await page.first({type: 'avatar-error'});
  assert.ok(error.cause, 'the error has a cause that could tell');
  assert.deepEqual(await leaksOf(rig, page), ['console, by the browser']);
});

test('While a connection is lost and restored, at most the browser’s own console names an address', async (rig) => {
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

test('streaming: where the chat socket is refused, the browser’s own console names its address, and nothing else does', async (rig) => {
  rig.sockets.isRefusing = true;
  const {page, session} = await rig.openLive({microphone: true});
  await page.call('startMicrophone');
  await within(heardBy(session), 'a voice at the server');
  await within(loggedBy(page), 'the browser’s word of it');
  assert.deepEqual(await leaksOf(rig, page), ['console, by the browser']);
});

test('An API that refuses the token does not have it repeated in the error or its cause', async (rig) => {
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

async function heardBy({userSpeech}) {
  while (!userSpeech.isSpeaking) await new Promise((resolve) => setTimeout(resolve, 20));
}

async function loggedBy(page) {
  while (!linesOf(page, 'entry').includes('WebSocket'))
    await new Promise((resolve) => setTimeout(resolve, 20));
}
