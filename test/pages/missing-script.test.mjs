import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {test} from 'node:test';
import {useRig} from './use-rig.mjs';

/**
 * The guide’s styles and text for pages whose script does not run, in each way that its table names: no code of ours can say anything
 * there. Time is cut short: the text comes at once where the guide has it wait.
 */
const GUIDE = readFileSync('docs/guides/script-tag.md', 'utf8').split('## Until the script has run')[1];
const STYLES = /```css\n(.*?)```/s.exec(GUIDE)[1].replace(/\b5s\b/, '0.01s');
const MARKUP = /```html\n(.*?)```/s.exec(GUIDE)[1];
const CAUSES = [...GUIDE.matchAll(/^\| “?(.+?)[”,]? +\|/gm)].map(([, cause]) => cause);

const rig = useRig();
let page;

const JS = 'text/javascript';
/** How a server or a page goes wrong: what it answers for a file, and the words in the table that name it. */
const WAYS = {
  'without type="module"': {tag: 'script', named: 'Cannot use import statement outside a module'},
  'from another origin without CORS': {
    headers: {'access-control-allow-origin': ''},
    named: 'blocked by CORS policy',
  },
  'with the MIME type of a text': {
    headers: {'content-type': 'text/plain'},
    named: 'Failed to load module script',
  },
  'as the page for what is not found': {
    headers: {'content-type': 'text/html'},
    body: '<!doctype html><h1>Not found</h1>',
    named: 'Failed to load module script',
  },
  'without the files beside the entry': {only: /heygen-avatar\.js$/, named: 'element-'},
};

for (const [how, {tag = 'script type="module"', headers = {}, body, only, named}] of Object.entries(WAYS)) {
  test(`a script that is served ${how} leaves the page’s own text, and the guide names what the console says`, async () => {
    const complaints = [];
    page = await rig.browser.newPage();
    page.on('console', (message) => complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(String(error)));
    await page.setRequestInterception(true);
    page.on('request', (request) => {
      const url = request.url();
      if (!url.startsWith(rig.cdn)) return request.continue();
      const isThere = !only || only.test(url);
      return request.respond({
        status: isThere ? 200 : 404,
        headers: {'content-type': JS, 'access-control-allow-origin': '*', ...headers},
        body: body ?? (isThere ? readFileSync(`dist/cdn${new URL(url).pathname}`) : ''),
      });
    });
    await page.goto(
      rig.serve(`<!doctype html><html lang="en"><style>${STYLES}</style><${tag} src="${rig.cdn}/heygen-avatar.js"></script>
        <h1>The page</h1>${MARKUP}`),
    );
    await page.waitForSelector('heygen-avatar > [slot=fallback]', {visible: true});
    assert.equal(await page.evaluate(() => customElements.get('heygen-avatar')), undefined);
    assert.ok(
      CAUSES.some((cause) => cause.includes(named)),
      named,
    );
    const says = only ? '404' : named;
    assert.ok(
      complaints.some((line) => line.includes(says)),
      complaints.join('\n'),
    );
  });
}

test('a script that runs takes the place of that text', async () => {
  ({page} = await rig.open(
    rig.serve(`<!doctype html><html lang="en"><style>${STYLES}</style>
      <script type="module" src="${rig.cdn}/heygen-avatar.js"></script>${MARKUP}`),
  ));
  await page.waitForSelector('heygen-avatar >>> [part=start-button]', {visible: true});
  assert.equal(await page.$eval('heygen-avatar > [slot=fallback]', (text) => text.checkVisibility()), false);
});
