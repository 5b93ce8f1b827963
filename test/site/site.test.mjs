import assert from 'node:assert/strict';
import {after, afterEach, before, test} from 'node:test';
import {press, reaches} from '../support/frame-actions.mjs';
import {startSite} from './rig.mjs';

let site;
let page;
before(async () => {
  site = await startSite();
});
afterEach(() => page?.close());
after(() => site?.stop());

/** Scrolls through the page, and waits until each of its examples shows its avatar. */
async function examples(count) {
  for (let index = 0; index < count; index++) {
    await page.evaluate((at) => document.querySelectorAll('.live-example')[at].scrollIntoView(), index);
    await page.waitForFunction(
      (at) => {
        const frame = document.querySelectorAll('.live-example')[at].querySelector('iframe');
        return frame?.contentDocument.querySelector('heygen-avatar')?.shadowRoot?.querySelector('button');
      },
      {},
      index,
    );
  }
  const frames = await page.$$('.live-example iframe');
  return Promise.all(frames.map((frame) => frame.contentFrame()));
}

const elsewhere = (requests, origin) =>
  requests.filter((url) => !url.startsWith(origin) && !url.startsWith('data:'));

test('a page with several examples loads no code of a session before a press; the one that is pressed goes live', async () => {
  let requests;
  let problems;
  let origin;
  ({page, requests, problems, origin} = await site.open('start/quick-start.html'));
  const [first, second] = await examples(2);
  const sessionFiles = () => requests.filter((url) => /\/cdn\/.*(livekit|sandbox|intent)/.test(url));
  assert.deepEqual(sessionFiles(), []);
  await press(second, 'start-button');
  await reaches(second, 'live');
  assert.ok(sessionFiles().length > 2, 'These are the names of the files of a session.');
  assert.equal(await first.$eval('heygen-avatar', ({state}) => state), 'idle');
  // It works without a network, and tells nobody that somebody reads.
  assert.deepEqual(elsewhere(requests, origin), []);
  assert.deepEqual(problems, []);
});

test('an example that fills its frame floats in it, and the page’s switch makes it dark', async () => {
  ({page} = await site.open('guides/floating.html'));
  const [frame] = await examples(1);
  const isAtTheBottom = await frame.$eval('heygen-avatar', (avatar) => {
    const {bottom} = avatar.shadowRoot.querySelector('[part~=launcher]').getBoundingClientRect();
    return innerHeight - bottom < 60;
  });
  assert.ok(isAtTheBottom);
  const colour = () =>
    frame.$eval(
      'heygen-avatar',
      (avatar) => getComputedStyle(avatar.shadowRoot.querySelector('button')).color,
    );
  const light = await colour();
  await page.click('.VPNavBarAppearance button');
  await frame.waitForFunction(() => document.documentElement.style.colorScheme === 'dark');
  assert.notEqual(await colour(), light);
});

test('the search finds a page without a server', async () => {
  let requests;
  let origin;
  ({page, requests, origin} = await site.open('start/quick-start.html'));
  await page.click('.VPNavBarSearch button');
  await page.waitForSelector('.search-input');
  await page.type('.search-input', 'push-to-talk');
  await page.waitForSelector('.results a[href*="guides/voice"]');
  assert.deepEqual(elsewhere(requests, origin), []);
});

test('an example that starts a sandbox of its own keeps the server that it names', async () => {
  ({page} = await site.open('guides/own-llm-and-voice.html'));
  const [frame] = await examples(1);
  await frame.waitForFunction(() => document.querySelector('heygen-avatar').tokenUrl?.includes('lite'));
  assert.equal(await frame.$eval('heygen-avatar', ({backend}) => backend), 'auto');
});
