import assert from 'node:assert/strict';
import {execFile} from 'node:child_process';
import {test} from 'node:test';
import {fileURLToPath} from 'node:url';
import {promisify} from 'node:util';

const run = promisify(execFile);
const script = (name) => fileURLToPath(new URL(`${name}.mjs`, import.meta.url));

/** Runs one environment in a process of its own, because it changes what is global. Returns what it has printed as JSON. */
async function output(name, ...args) {
  const {stdout} = await run(process.execPath, [script(name), ...args]);
  return JSON.parse(stdout.trim().split('\n').at(-1));
}

for (const environment of ['jsdom', 'happy-dom']) {
  test(`the element lives in ${environment}, also without what older browsers lack`, async () => {
    const results = await output('test-dom', environment);
    assert.equal(Object.keys(results).length, 6);
    for (const [missing, result] of Object.entries(results)) {
      const expected = {
        isDefined: true,
        start: 'Start the conversation',
        chat: true,
        floating: 'Talk to the avatar',
        refusal: 'AvatarError unsupported',
        state: 'failed',
        reported: ['unsupported'],
      };
      assert.deepEqual(result, expected, `without ${missing}`);
    }
  });
}

test('a server may import the package', async () => {
  assert.deepEqual(await output('server'), {hasClass: true, name: 'AvatarError'});
});

test('lit-ssr renders the tag with its content, and nothing inside that the browser would have to match', async () => {
  const {markup} = await output('lit-ssr');
  assert.match(markup, /<heygen-avatar\s[^>]*token-url="\/api\/avatar-token"/);
  assert.match(markup, /<p slot="explanation">Our privacy note<\/p>/);
  assert.doesNotMatch(markup, /<button|<video/);
});
