import assert from 'node:assert/strict';
import {once} from 'node:events';
import {createServer} from 'node:http';
import {after, before, suite, test} from 'node:test';
import {AVATAR, heygen, KEY, lastRequest, openSession, ORIGIN, upstream} from './fake-api.mjs';

/** What every recipe must do, whatever server and language it is for. */

/** The fake API behind an address, for recipes that are programs of their own. */
const fakeApi = createServer((incoming, outgoing) => void passOn(incoming, outgoing));

async function passOn(incoming, outgoing) {
  const {method, headers, url} = incoming;
  const body = Buffer.concat(await incoming.toArray());
  const reply = await upstream(`http://localhost${url}`, {method, headers, body});
  outgoing.writeHead(reply.status, {'content-type': 'application/json'}).end(await reply.text());
}

before(async () => once(fakeApi.listen(0, '127.0.0.1'), 'listening'));
after(async () => {
  fakeApi.close();
  fakeApi.closeAllConnections();
  await heygen.close();
});

export const fakeApiUrl = () => `http://127.0.0.1:${fakeApi.address().port}`;

export const environment = () => ({
  AVATAR_API_KEY: KEY,
  AVATAR_API_URL: fakeApiUrl(),
  AVATAR_ORIGINS: `https://elsewhere.example,${ORIGIN}`,
  AVATAR_ID: AVATAR,
  AVATAR_START: '',
  AVATAR_MODE: '',
  AVATAR_AGENT_TYPE: '',
});

/** The content types of a beacon: of a text, and of a Blob of JSON. */
const BEACONS = ['text/plain;charset=UTF-8', 'application/json'];

/**
 * Checks a recipe. `start` resolves with `{url, stop}`; `stopPath` is added to the URL to end a session; `addressHeader` is where
 * the platform says the visitor's address, if not the connection does.
 */
export function checkRecipe(name, {start, addressHeader, stopPath = '/stop'}) {
  suite(`the recipe ${name}`, () => {
    let server;
    before(async () => (server = await start()));
    after(() => server.stop());

    const post = (body = {}, {headers = {}, path = ''} = {}) =>
      fetch(server.url + path, {
        method: 'POST',
        headers: {origin: ORIGIN, 'content-type': 'application/json', ...headers},
        body: JSON.stringify(body),
      });

    test('gives its page a readable token and ignores forged fields', async () => {
      const response = await post({language: 'de', avatar_id: 'forged', max_session_duration: 99_999});
      assert.equal(typeof (await response.json()).session_token, 'string');
      assert.equal(response.headers.get('access-control-allow-origin'), ORIGIN);
      const {avatar_id, avatar_persona, max_session_duration} = lastRequest().body;
      assert.deepEqual({avatar_id, avatar_persona}, {avatar_id: AVATAR, avatar_persona: {language: 'de'}});
      assert.equal(max_session_duration, 600);
      assert.equal(lastRequest().headers.get('x-api-key'), KEY);
    });

    test('refuses a page of another origin', async () => {
      const {length} = heygen.requests;
      const response = await post({}, {headers: {origin: 'https://evil.example'}});
      assert.equal(response.status, 403);
      assert.equal(response.headers.get('access-control-allow-origin'), null);
      assert.equal(heygen.requests.length, length);
    });

    test('refuses a form of its own page', async () => {
      const response = await post({}, {headers: {'content-type': 'text/plain'}});
      assert.equal(response.status, 415);
    });

    test('answers a preflight at both paths', async () => {
      for (const path of ['', stopPath]) {
        const response = await fetch(server.url + path, {method: 'OPTIONS', headers: {origin: ORIGIN}});
        assert.equal(response.status, 204);
        assert.equal(response.headers.get('access-control-allow-methods'), 'POST');
      }
    });

    for (const type of BEACONS) {
      test(`ends the session that a beacon of ${type} names`, async () => {
        const reply = await (await post()).json();
        const {id, session} = await openSession(reply);
        const beacon = {session_id: id, stop_ticket: reply.stop_ticket};
        const headers = {'content-type': type};
        assert.equal((await post({session_id: id}, {path: stopPath, headers})).status, 403);
        const response = await post(beacon, {path: stopPath, headers});
        assert.equal(response.status, 204);
        assert.equal(session.endedBy, 'stop');
      });
    }

    test('starts a LITE session, where its owner wants that, and the page can stop it', async (t) => {
      const starter = await start({
        AVATAR_START: '1',
        AVATAR_MODE: 'LITE',
        AVATAR_AGENT_TYPE: 'cartesia_agent',
      });
      t.after(() => starter.stop());
      const headers = {origin: ORIGIN, 'content-type': 'application/json'};
      const response = await fetch(starter.url, {method: 'POST', headers, body: '{"language": "de"}'});
      const {session_id, session_token, livekit_url, livekit_client_token, ws_url, agent_type} =
        await response.json();
      assert.equal(response.status, 200);
      assert.match(ws_url, /^wss?:/);
      assert.equal(agent_type, 'cartesia_agent');
      const {mode, avatar_persona} = heygen.requests.findLast(({path}) => path.endsWith('/token')).body;
      assert.deepEqual([mode, avatar_persona], ['LITE', undefined]);
      assert.match(livekit_url, /^wss:/);
      assert.equal(typeof livekit_client_token, 'string');
      const session = heygen.sessions.find((each) => each.sessionId === session_id);
      assert.equal(session.state, 'started');
      await upstream('https://api.example/v1/sessions/stop', {
        method: 'POST',
        headers: {authorization: `Bearer ${session_token}`, 'content-type': 'application/json'},
        body: '{}',
      });
      assert.equal(session.endedBy, 'stop');
    });

    test('limits one visitor, whatever addresses they send, and not another visitor', async () => {
      const from = (address) => ({headers: {'x-forwarded-for': `${Math.random()}, 10.0.0.1`, ...address}});
      const visitor = addressHeader ? {[addressHeader]: '203.0.113.7'} : {};
      const statuses = [];
      for (let index = 0; index < 11; index++) statuses.push((await post({}, from(visitor))).status);
      assert.equal(statuses.at(-1), 429);
      if (addressHeader) assert.equal((await post({}, from({[addressHeader]: '203.0.113.8'}))).status, 200);
    });
  });
}
