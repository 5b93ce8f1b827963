import assert from 'node:assert/strict';
import {once} from 'node:events';
import {connect, createServer as createHttp2Server} from 'node:http2';
import {Agent, createServer, request as httpRequest} from 'node:http';
import {after, suite, test} from 'node:test';
import {setImmediate as nextTurn} from 'node:timers/promises';
import express from 'express';
import {toNodeHandler} from 'heygen-avatar/token-server/node';
import {AVATAR, handler, heygen, lastRequest, openSession, ORIGIN, stopBody} from './fake-api.mjs';

after(() => heygen.close());

/** The adapter for Node: each body parser in front of it, and each way to mount it. */

const PATH = '/api/avatar-token';
const PAGE = {origin: ORIGIN, 'content-type': 'application/json'};
const SECONDS = 5;

async function serve(t, listener, create = createServer) {
  const server = create(listener);
  await once(server.listen(0, '127.0.0.1'), 'listening');
  t.after(() => {
    server.close();
    server.closeAllConnections?.();
  });
  return `http://127.0.0.1:${server.address().port}`;
}

/** An unanswered request fails the test here and does not wait for the runner. */
const post = (url, body, headers = {}) =>
  fetch(url, {
    method: 'POST',
    headers: {...PAGE, ...headers},
    body: typeof body === 'string' ? body : JSON.stringify(body),
    signal: AbortSignal.timeout(SECONDS * 1000),
  });

const listener = (options = {}) => toNodeHandler(handler({allow: ['language'], ...options}));

/** Body parsers that an application may have, each before the handler. */
const PARSERS = {
  none: [],
  'express.json()': [express.json()],
  'express.json() for every type': [express.json({type: () => true, strict: false})],
  'express.text() for every type': [express.text({type: () => true})],
  'express.raw() for every type': [express.raw({type: () => true})],
  'express.json(), express.text() and express.urlencoded()': [
    express.json(),
    express.text(),
    express.urlencoded({extended: true}),
  ],
  'an empty object in body, as Express 4 has it': [(request, _, next) => ((request.body = {}), next())],
  'a body that was read and made JSON again': [
    express.text({type: () => true}),
    (request, _, next) => ((request.body = JSON.stringify(request.body)), next()),
  ],
};

const MOUNTS = {
  'app.use with the path': (app) => app.use(PATH, listener()),
  'app.all with both paths': (app) => app.all([PATH, `${PATH}/stop`], listener()),
  'a router in a router': (app) =>
    app.use('/api', express.Router().use('/avatar-token', express.Router().use(listener()))),
  'no path': (app) => app.use(listener()),
};

const CASES = [
  ...Object.keys(PARSERS).map((parser) => [parser, 'app.use with the path']),
  ...Object.keys(MOUNTS)
    .slice(1)
    .map((mount) => ['express.json()', mount]),
];

suite('Express 5', () => {
  for (const [parser, mount] of CASES) {
    test(`with the body parser ${parser} and ${mount}, gives tokens and ends sessions`, async (t) => {
      const app = express();
      for (const middleware of PARSERS[parser]) app.use(middleware);
      MOUNTS[mount](app);
      const url = (await serve(t, app)) + PATH;

      for (const type of ['text/plain;charset=UTF-8', 'application/json']) {
        const response = await post(url, {language: 'de'});
        assert.equal(response.status, 200);
        assert.equal(lastRequest().body.avatar_persona.language, 'de');
        const {id, session} = await openSession(await response.json());
        const stopped = await post(`${url}/stop`, await stopBody(id), {'content-type': type});
        assert.equal(stopped.status, 204, type);
        assert.equal(session.endedBy, 'stop');
      }
      assert.equal((await post(`${url}/other`, {})).status, 404);
    });
  }
});

test('reports to the owner a body that something read and did not keep', async (t) => {
  const problems = [];
  const app = express();
  app.use((request, _, next) => request.resume().on('end', () => next()));
  app.use(listener({onError: (problem) => problems.push(problem)}));
  const url = (await serve(t, app)) + PATH;
  for (const each of [url, `${url}/stop`]) assert.equal((await post(each, {session_id: 'abc'})).status, 500);
  for (const {cause} of problems) assert.match(cause.message, /Something read the request’s body/);
  assert.equal(problems.length, 2);
});

for (const [server, serveIt] of [
  ['Express', (handle) => express().use(handle)],
  ['node:http', (handle) => handle],
]) {
  test(`a handler that ${server} got without the adapter answers 500, and reports to the owner that it needs the adapter`, async (t) => {
    const problems = [];
    const url = await serve(t, serveIt(handler({onError: (problem) => problems.push(problem)})));
    assert.equal((await post(url + PATH, {})).status, 500);
    assert.match(
      problems[0].cause.message,
      /use toNodeHandler\(handle\) of heygen-avatar\/token-server\/node/,
    );
  });
}

test('the adapter counts by the connection, or by the address that addressOf returns', async (t) => {
  const seen = [];
  const handle = (_, {address}) => (seen.push(address), Promise.resolve(new Response()));
  const addressOf = (incoming) => incoming.headers['x-real-ip'];
  for (const options of [undefined, {addressOf}]) {
    await post(await serve(t, toNodeHandler(handle, options)), {}, {'x-real-ip': '203.0.113.7'});
  }
  assert.deepEqual(seen, ['127.0.0.1', '203.0.113.7']);
});

/** An owner's `addressOf`, such as one that reads a header that is not there. */
const throwing = () => {
  throw new Error('no address');
};

test('if addressOf throws, the page gets no token, and the owner learns why', async (t) => {
  const problems = [];
  const handle = handler({rateLimit: {}, onError: (problem) => problems.push(problem)});
  const url = await serve(t, toNodeHandler(handle, {addressOf: throwing}));
  for (const path of [PATH, `${PATH}/stop`]) {
    const response = await post(url + path, {});
    assert.deepEqual([response.status, await response.text()], [500, '{"error":"internal"}']);
    assert.equal(response.headers.get('access-control-allow-origin'), ORIGIN);
  }
  assert.deepEqual(
    problems.map(({call, problem, cause}) => [call, problem, cause.message]),
    [
      ['token', 'internal', 'no address'],
      ['stop', 'internal', 'no address'],
    ],
  );
});

test('addressOf is called only where the rate limit counts', async (t) => {
  const url = await serve(t, toNodeHandler(handler({rateLimit: false}), {addressOf: throwing}));
  assert.equal((await post(url + PATH, {})).status, 200);
});

const broken = () => new ReadableStream({pull: (controller) => controller.error(new Error('broken off'))});

for (const [name, handle] of [
  ['throws', throwing],
  ['rejects', () => Promise.reject(new Error('no answer'))],
  ['reads the address of an addressOf that throws', (_, {address}) => Promise.resolve(new Response(address))],
  ['has an answer that breaks off', () => Promise.resolve(new Response(broken()))],
]) {
  test(`with a handler that ${name}, the client gets 500 and the connection stays in use`, async (t) => {
    const told = t.mock.method(console, 'error', () => {});
    const url = await serve(t, toNodeHandler(handle, {addressOf: throwing}));
    const agent = new Agent({keepAlive: true, maxSockets: 1});
    t.after(() => agent.destroy());
    for (let index = 0; index < 2; index++) {
      assert.deepEqual(await upload(agent, url), [500, '{"error":"internal"}', index > 0]);
    }
    // The owner learns why.
    assert.deepEqual(
      told.mock.calls.map(({arguments: [error]}) => error instanceof Error),
      [true, true],
    );
  });
}

for (const [server, create, name, handle] of [
  ['HTTP/1.1', createServer, 'answers', () => nextTurn(new Response('late'))],
  ['HTTP/1.1', createServer, 'rejects', () => nextTurn().then(throwing)],
  ['HTTP/2', createHttp2Server, 'rejects', () => nextTurn().then(throwing)],
]) {
  test(`over ${server}, what a timeout of the owner has answered stays as it is when the handler ${name}`, async (t) => {
    t.mock.method(console, 'error', () => {});
    const answers = [];
    const adapter = toNodeHandler(() => (answers.push(handle()), answers[0]));
    const listen = (incoming, outgoing) => {
      adapter(incoming, outgoing);
      outgoing.writeHead(503).end('too slow');
    };
    const url = await serve(t, listen, create);
    assert.deepEqual(await posted(t, url, create), [503, 'too slow']);
    await Promise.allSettled(answers);
    await nextTurn(); // until then a rejection that nobody handles fails the test
  });
}

test('a handler without the adapter leaves alone what has been answered', async (t) => {
  const answers = [];
  const url = await serve(t, (incoming, outgoing) => {
    outgoing.writeHead(503).end('too slow');
    answers.push(handler()(incoming, outgoing));
  });
  assert.equal((await post(url, {})).status, 503);
  const [{status}] = await Promise.all(answers);
  assert.equal(status, 500);
});

/** Sends a long body that nobody reads. Resolves with the status, the text, and whether the connection was in use before. */
async function upload(agent, url) {
  const request = httpRequest(url + PATH, {agent, method: 'POST', headers: PAGE, timeout: SECONDS * 1000});
  request.on('timeout', () => request.destroy(new Error('no answer')));
  request.end('x'.repeat(1_000_000));
  const [response] = await once(request, 'response');
  const text = Buffer.concat(await response.toArray()).toString();
  return [response.statusCode, text, request.reusedSocket];
}

/** Posts by the server's own protocol. Resolves with status and text. */
async function posted(t, url, create) {
  if (create === createServer) {
    const response = await post(url + PATH, {});
    return [response.status, await response.text()];
  }
  const client = connect(url);
  t.after(() => client.close());
  const stream = client.request({':method': 'POST', ':path': PATH, ...PAGE});
  stream.end('{}');
  const [headers] = await once(stream, 'response');
  return [headers[':status'], Buffer.concat(await stream.toArray()).toString()];
}

test('a server of HTTP/2 may use the adapter', async (t) => {
  const client = connect(await serve(t, listener(), createHttp2Server));
  t.after(() => client.close());
  const stream = client.request({':method': 'POST', ':path': PATH, ...PAGE});
  stream.end('{"language": "fr"}');
  const [headers] = await once(stream, 'response');
  assert.equal(headers[':status'], 200);
  const {session_token: token} = JSON.parse(Buffer.concat(await stream.toArray()).toString());
  assert.equal(typeof token, 'string');
  assert.equal(lastRequest().body.avatar_persona.language, 'fr');
  assert.equal(lastRequest().body.avatar_id, AVATAR);
});
