import assert from 'node:assert/strict';
import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {cpSync, existsSync, writeFileSync} from 'node:fs';
import {request} from 'node:http';
import {join} from 'node:path';
import {before, test} from 'node:test';
import {freePort} from '../../scripts/free-port.mjs';
import {until} from '../support/waiting.mjs';
import {ORIGIN} from '../token-server/fake-api.mjs';
import {checkRecipe, environment} from '../token-server/recipe-checks.mjs';
import {emptyFolder, install} from './packed-package.mjs';

/** The recipe for Bun and Deno, run by both as its first lines say, with the packed package. */
const PLATFORM = `${process.platform}-${process.arch}`;
/** npm installs the programs in packages of their own, one for each platform. */
const PROGRAMS = {
  bun: [`node_modules/@oven/bun-${PLATFORM}/bin/bun`],
  deno: [`node_modules/@deno/${PLATFORM}-glibc/deno`, `node_modules/@deno/${PLATFORM}/deno`],
};
let folder;
before(() => {
  folder = emptyFolder('bun-deno');
  for (const file of ['bun-deno', 'handler']) {
    cpSync(`demo/server/${file}.mjs`, join(folder, `${file}.mjs`));
  }
  const dependencies = {bun: '1.4.5', deno: '2.9.6'};
  writeFileSync(join(folder, 'package.json'), JSON.stringify({private: true, dependencies}));
  install(folder);
});

const COMMANDS = {
  bun: () => ['bun-deno.mjs'],
  deno: (port) => [
    'serve',
    '--allow-net',
    '--allow-env',
    `--port=${port}`,
    '--host=127.0.0.1',
    'bun-deno.mjs',
  ],
};

async function start(name, more) {
  const port = await freePort();
  const program = PROGRAMS[name].map((path) => join(folder, path)).find(existsSync);
  if (!program) throw new Error(`npm has installed no ${name} for ${PLATFORM}.`);
  const child = spawn(program, COMMANDS[name](port), {
    cwd: folder,
    env: {...process.env, ...environment(), ...more, PORT: String(port), DENO_NO_UPDATE_CHECK: '1'},
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (data) => (output += data));
  const exited = once(child, 'exit');
  const url = `http://127.0.0.1:${port}/api/avatar-token`;
  const answers = () =>
    fetch(url).then(
      () => true,
      () => child.exitCode !== null,
    );
  await until(answers, () => `${name}: ${output}`);
  if (child.exitCode !== null) throw new Error(`${name} has ended: ${output}`);
  return {url, stop: () => (child.kill(), exited)};
}

/** The status of a token request from another address of this machine. */
async function statusFor(url, localAddress) {
  const headers = {origin: ORIGIN, 'content-type': 'application/json'};
  const outgoing = request(url, {method: 'POST', headers, localAddress}).end('{}');
  const [response] = await once(outgoing, 'response');
  response.resume();
  return response.statusCode;
}

for (const name of ['bun', 'deno']) {
  checkRecipe(`bun-deno in the real ${name}`, {start: (more) => start(name, more)});

  test(`the real ${name} says which address a visitor has`, async (t) => {
    const server = await start(name);
    t.after(server.stop);
    const statuses = [];
    for (let index = 0; index < 11; index++) statuses.push(await statusFor(server.url, '127.0.0.1'));
    assert.equal(statuses.at(-1), 429);
    assert.equal(await statusFor(server.url, '127.0.0.2'), 200);
  });
}
