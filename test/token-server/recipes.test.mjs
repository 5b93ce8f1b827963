import assert from 'node:assert/strict';
import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {request as httpRequest} from 'node:http';
import {test} from 'node:test';
import {serve} from '@hono/node-server';
import {ORIGIN} from './fake-api.mjs';
import {checkRecipe, environment} from './recipe-checks.mjs';

/** Tests of the recipes in demo/server. Each runs as its first lines say, in front of the fake API. */

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

/** The second argument of each server is what its documentation says; test/integration/bun-deno.test.mjs runs the real ones. */
const CONNECTIONS = {
  Bun: {requestIP: () => ({address: '127.0.0.1', family: 'IPv4', port: 1})},
  Deno: {remoteAddr: {hostname: '127.0.0.1', port: 1, transport: 'tcp'}},
};

async function serveModule(connection, more = {}) {
  Object.assign(process.env, environment(), more);
  const {default: server} = await fresh('bun-deno');
  return serveFetch((request) => server.fetch(request, connection));
}

const RECIPES = {
  'node-http': {start: (more) => run('node-http', more)},
  express: {start: (more) => run('express', more)},
  fastify: {start: (more) => run('fastify', more)},
  hono: {start: (more) => run('hono', more)},
  worker: {start: serveWorker, addressHeader: 'cf-connecting-ip'},
  'next-route': {start: serveNext, addressHeader: 'x-forwarded-for'},
  'bun-deno in Bun': {start: (more) => serveModule(CONNECTIONS.Bun, more)},
  'bun-deno in Deno': {start: (more) => serveModule(CONNECTIONS.Deno, more)},
};

for (const [name, recipe] of Object.entries(RECIPES)) checkRecipe(name, recipe);

for (const name of ['node-http', 'express', 'fastify', 'hono']) {
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
  assert.equal(await status({path: PATH, method: 'POST'}, 'x'.repeat(100_001)), 413);

  const broken = send({path: PATH, method: 'POST', headers: {...PAGE, 'content-length': '100'}});
  broken.on('error', () => {}); // the test itself breaks off the upload
  broken.write('{"language":', () => broken.destroy());
  await new Promise((resolve) => broken.on('close', resolve));

  const response = await fetch(server.url, {method: 'POST', headers: PAGE, body: '{}'});
  assert.equal(response.status, 200);
  assert.equal(server.errors(), '');
});
