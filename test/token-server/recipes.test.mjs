import assert from 'node:assert/strict';
import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {createServer, request as httpRequest} from 'node:http';
import {after, before, suite, test} from 'node:test';
import {serve} from '@hono/node-server';
import {AVATAR, heygen, KEY, lastRequest, openSession, ORIGIN, upstream, stopBody} from './fake-api.mjs';

/** Tests of the recipes in demo/server. Each runs as its first lines say, in front of the fake API. */

const api = createServer(async (incoming, outgoing) => {
  const {method, headers, url} = incoming;
  const body = Buffer.concat(await incoming.toArray());
  const reply = await upstream(`http://localhost${url}`, {method, headers, body});
  outgoing.writeHead(reply.status, {'content-type': 'application/json'}).end(await reply.text());
});
before(async () => once(api.listen(0, '127.0.0.1'), 'listening'));
after(async () => {
  api.close();
  api.closeAllConnections();
  await heygen.close();
});

const environment = () => ({
  AVATAR_API_KEY: KEY,
  AVATAR_API_URL: `http://127.0.0.1:${api.address().port}`,
  AVATAR_ORIGINS: `https://elsewhere.example,${ORIGIN}`,
  AVATAR_ID: AVATAR,
});

const PATH = '/api/avatar-token';
/** What a script of a page sends. */
const PAGE = {origin: ORIGIN, 'content-type': 'application/json'};

/** Runs a recipe that is a program. Returns its address, its output and functions to stop it. */
async function run(recipe, more = {}) {
  const child = spawn(process.execPath, [`demo/server/${recipe}.mjs`], {
    env: {...process.env, ...environment(), PORT: '0', ...more},
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const exited = once(child, 'exit');
  let errors = '';
  child.stderr.on('data', (data) => (errors += data));
  const [output] = await Promise.race([once(child.stdout, 'data'), once(child.stderr, 'end')]);
  const url = /Tokens at (\S+)/.exec(output)?.[1];
  const stop = () => (child.kill(), exited);
  return {url, stop, exited, errors: () => errors};
}

/** Serves a recipe that is a function of requests, as a hosting platform does. The platform answers exceptions itself. */
async function serveFetch(fetch) {
  const answer = async (request) => {
    try {
      return await fetch(request);
    } catch (error) {
      return new Response(error.message, {status: 500});
    }
  };
  const server = serve({fetch: answer, port: 0, hostname: '127.0.0.1'});
  await once(server, 'listening');
  const stop = async () => {
    server.close();
    server.closeAllConnections();
    await once(server, 'close');
  };
  return {url: `http://127.0.0.1:${server.address().port}${PATH}`, stop};
}

/** Each server imports its own copy of the recipe, because the recipe creates its handler once per module. */
let copies = 0;
const fresh = (recipe) => import(`../../demo/server/${recipe}.mjs?copy=${copies++}`);

async function serveWorker(more = {}) {
  const {default: worker} = await fresh('worker');
  return serveFetch((request) => worker.fetch(request, {...environment(), ...more}));
}

async function serveNext(more = {}) {
  Object.assign(process.env, environment(), more);
  const route = await fresh('next-route');
  return serveFetch((request) => route[request.method]?.(request) ?? new Response(null, {status: 405}));
}

const RECIPES = {
  'node-http': {start: (more) => run('node-http', more)},
  hono: {start: (more) => run('hono', more)},
  worker: {start: serveWorker, addressHeader: 'cf-connecting-ip'},
  'next-route': {start: serveNext, addressHeader: 'x-forwarded-for'},
};

for (const [name, {start, addressHeader}] of Object.entries(RECIPES)) {
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

    test('answers a preflight at both paths', async () => {
      for (const path of ['', '/stop']) {
        const response = await fetch(server.url + path, {method: 'OPTIONS', headers: {origin: ORIGIN}});
        assert.equal(response.status, 204);
        assert.equal(response.headers.get('access-control-allow-methods'), 'POST');
      }
    });

    test('ends the session that a beacon names', async () => {
      const {id, session} = await openSession(await (await post()).json());
      const headers = {'content-type': 'text/plain;charset=UTF-8'};
      const response = await post(await stopBody(id), {path: '/stop', headers});
      assert.equal(response.status, 204);
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

for (const name of ['node-http', 'hono']) {
  test(`the recipe ${name} does not start without a key and says why`, async () => {
    const server = await run(name, {AVATAR_API_KEY: ''});
    const [code] = await server.exited;
    assert.equal(code, 1);
    assert.equal(server.url, undefined);
    assert.match(server.errors(), /needs an apiKey/);
  });
}

for (const name of ['worker', 'next-route']) {
  test(`the recipe ${name} loads without a key, and each response names what is missing`, async (t) => {
    const server = await RECIPES[name].start({AVATAR_API_KEY: ''});
    t.after(server.stop);
    const response = await fetch(server.url, {method: 'POST', headers: PAGE, body: '{}'});
    assert.equal(response.status, 500);
    assert.match(await response.text(), /needs an apiKey/);
  });
}

test('the recipe node-http behind a proxy counts by the address that the proxy sends', async (t) => {
  const server = await run('node-http', {AVATAR_PROXIES: '1'});
  t.after(server.stop);
  const from = (address) =>
    fetch(server.url, {
      method: 'POST',
      headers: {...PAGE, 'x-forwarded-for': `forged, ${address}`},
      body: '{}',
    });
  const statuses = [];
  for (let index = 0; index < 11; index++) statuses.push((await from('1.1.1.1')).status);
  assert.equal(statuses.at(-1), 429);
  assert.equal((await from('2.2.2.2')).status, 200);
});

test('the recipe node-http survives invalid URLs and methods, long uploads and broken uploads', async (t) => {
  const server = await run('node-http');
  t.after(server.stop);
  const {port} = new URL(server.url);
  const send = (options) => httpRequest({port, host: '127.0.0.1', headers: PAGE, ...options});
  const status = async (options, body) => {
    const outgoing = send(options);
    outgoing.end(body);
    const [response] = await once(outgoing, 'response');
    response.resume();
    return response.statusCode;
  };
  assert.equal(await status({path: '//', method: 'POST'}), 400);
  assert.equal(await status({path: PATH, method: 'TRACE'}), 400);
  assert.equal(await status({path: PATH, method: 'POST'}, 'x'.repeat(20_001)), 413);

  const broken = send({path: PATH, method: 'POST', headers: {...PAGE, 'content-length': '100'}});
  broken.on('error', () => {}); // the test itself breaks off the upload
  broken.write('{"language":', () => broken.destroy());
  await new Promise((resolve) => broken.on('close', resolve));

  const response = await fetch(server.url, {method: 'POST', headers: PAGE, body: '{}'});
  assert.equal(response.status, 200);
  assert.equal(server.errors(), '');
});
