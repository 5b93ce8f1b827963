import assert from 'node:assert/strict';
import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {readFileSync} from 'node:fs';
import {createServer} from 'node:http';
import {test} from 'node:test';

/** The token endpoint without a framework, as it is printed: it runs, and it keeps what the API says to itself. */

const KEY = 'the-key-of-the-account';

for (const page of ['README.md', 'docs/start/quick-start.md', 'docs/guides/token-server.md']) {
  test(`the token endpoint printed in ${page} gives a token, and nothing of a refusal`, async (t) => {
    let status = 200;
    const requests = [];
    const api = createServer(async (incoming, outgoing) => {
      const body = JSON.parse(Buffer.concat(await incoming.toArray()).toString());
      requests.push({url: incoming.url, key: incoming.headers['x-api-key'], body});
      const data = {session_id: 'an-id', session_token: 'a-token'};
      outgoing.writeHead(status, {'content-type': 'application/json'}).end(JSON.stringify({data}));
    });
    await once(api.listen(0, '127.0.0.1'), 'listening');
    t.after(() => (api.close(), api.closeAllConnections()));
    const url = await serve(t, codeOf(page), `http://127.0.0.1:${api.address().port}`);

    const response = await fetch(url, {method: 'POST', body: '{}'});
    assert.equal(response.status, 200);
    assert.equal((await response.json()).session_token, 'a-token');
    assert.equal(requests[0].url, '/v1/sessions/token');
    assert.equal(requests[0].key, KEY);
    assert.equal(requests[0].body.mode, 'FULL');

    status = 401;
    const refused = await fetch(url, {method: 'POST', body: '{}'});
    assert.equal(refused.status, 502);
    assert.equal(await refused.text(), '');
    assert.equal((await fetch(url)).status, 404);
  });
}

function codeOf(page) {
  const blocks = [...readFileSync(page, 'utf8').matchAll(/```js\n([^]*?)```/g)].map(([, code]) => code);
  const code = blocks.find((each) => each.includes('node:http'));
  assert.ok(code, `${page} prints an endpoint`);
  return code;
}

/** Runs the code as a program of its own, with the API at another address and a free port. */
async function serve(t, code, apiUrl) {
  const api = 'https://api.liveavatar.com';
  const port = '.listen(3000)';
  assert.ok(code.includes(api) && code.includes(port));
  const program = code
    .replace(api, apiUrl)
    .replace(port, ".listen(0, '127.0.0.1', function () { console.log(this.address().port); })");
  const child = spawn(process.execPath, ['--input-type=module', '--eval', program], {
    env: {...process.env, LIVEAVATAR_API_KEY: KEY},
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  t.after(() => child.kill());
  const [line] = await once(child.stdout, 'data');
  return `http://127.0.0.1:${Number(line)}/api/avatar-token`;
}
