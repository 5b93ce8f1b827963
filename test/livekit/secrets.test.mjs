import assert from 'node:assert/strict';
import {testsOn} from './rig.mjs';

const test = testsOn();

/** Both tokens of every session so far, as the far end knows them. */
function secretsOf({api}) {
  const given = api.requests.map(({headers}) => headers.get('authorization')?.replace('Bearer ', ''));
  return [...new Set([...given, ...api.sessions.map(({room}) => room.accessToken)])].filter(Boolean);
}

/** What a page keeps that its other scripts can read, and that only a real server fills. */
const kept = (page) =>
  page.run(() => ({
    performance: JSON.stringify(performance.getEntries()),
    document: document.documentElement.outerHTML + document.getElementById('a').shadowRoot.innerHTML,
    address: JSON.stringify([location.href, history.state]),
    storage: JSON.stringify([document.cookie, Object.entries(localStorage), Object.entries(sessionStorage)]),
  }));

const assertKeptSecret = (rig, page, places) => {
  const secrets = secretsOf(rig);
  assert.ok(secrets.length >= 2 && secrets.every(({length}) => length > 20));
  for (const [place, text] of [...Object.entries(places), ['events', JSON.stringify(page.heard)]]) {
    for (const secret of secrets) assert.ok(!text.includes(secret), `a token is in: ${place}`);
  }
};

test('Neither token is left in the page after a session, nor in its performance entries', async (rig) => {
  const {page} = await rig.openLive();
  assert.equal(await (await page.speak('Hello there.')).ended, 'finished');
  await page.call('stop');
  const places = await kept(page);
  assert.ok(places.performance.includes('streaming.new'), 'the calls are among the entries');
  assertKeptSecret(rig, page, places);
});

test('Nor after a start that the LiveKit server does not answer', async (rig) => {
  rig.signal.down();
  const page = await rig.open();
  await page.click('start-button');
  await page.first({type: 'avatar-error'});
  assertKeptSecret(rig, page, await kept(page));
});

test('Nor while a connection is lost, and restored', async (rig) => {
  const {page} = await rig.openLive();
  rig.signal.down();
  await page.first({type: 'avatar-statechange', state: 'reconnecting'});
  rig.signal.up();
  await page.first({type: 'avatar-statechange', state: 'live', oldState: 'reconnecting'}, 30_000);
  assertKeptSecret(rig, page, await kept(page));
});
