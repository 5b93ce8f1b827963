import assert from 'node:assert/strict';
import {testsOn} from '../support/livekit/tests-on.mjs';

/** In a browser with a visitor's autoplay rules. */
const test = testsOn({isAutoplayAllowed: false});

test('After a click on the start button the avatar has sound', async (rig) => {
  const {page} = await rig.openLive();
  await page.framesPainted(5);
  const {muted, paused} = await page.picture();
  assert.deepEqual({muted, paused}, {muted: false, paused: false});
  assert.deepEqual(page.all({type: 'avatar-playblocked'}), []);
});

test('Without a click the avatar starts muted, and the next click gives it sound', async (rig) => {
  const page = await rig.open({autoplay: true});
  await page.first({type: 'avatar-playing'});
  assert.equal((await page.first({type: 'avatar-playblocked'})).blocked, 'sound');
  await page.framesPainted(5);
  assert.equal((await page.picture()).muted, true);

  await page.click('unlock');
  await page.framesPainted(5);
  const {muted, paused} = await page.picture();
  assert.deepEqual({muted, paused}, {muted: false, paused: false});
  assert.equal(await page.get('muted'), false);
});
