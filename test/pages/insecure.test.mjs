import assert from 'node:assert/strict';
import {test} from 'node:test';
import {defined, press, reaches} from '../support/frame-actions.mjs';
import {useRig} from './use-rig.mjs';

/**
 * A page on plain http, of a host that is not loopback: no secure context, no `crypto.randomUUID`, no microphone. Owners try the
 * preview on such an intranet page first.
 */
const HOST = 'test.internal';
const rig = useRig({hosts: [HOST]});

/** Opens a page there, with this script in it. */
async function open(script, markup) {
  const body = `<!doctype html><html lang="en"><script type="module">${script}</script>${markup}`;
  const {page, errors} = await rig.open(rig.serve(body, {host: HOST}));
  assert.deepEqual(await page.evaluate(() => [isSecureContext, typeof crypto.randomUUID]), [
    false,
    'undefined',
  ]);
  return {page, errors};
}

test('the preview runs, speaks, and says why it has no microphone', async () => {
  const {page, errors} = await open(
    `import '${rig.cdn}/heygen-avatar.js'`,
    '<heygen-avatar backend="sandbox" microphone muted></heygen-avatar>',
  );
  await defined(page);
  await press(page, 'start-button');
  await reaches(page, 'live');
  const said = await page.$eval('heygen-avatar', async (avatar) => {
    const task = await avatar.speak('Hi.');
    const microphone = await avatar.startMicrophone().catch(({code}) => code);
    return {ended: await task.ended, microphone, state: avatar.state};
  });
  assert.deepEqual(said, {ended: 'finished', microphone: 'microphone-insecure', state: 'live'});
  await page.$eval('heygen-avatar', (avatar) => avatar.stop());
  assert.deepEqual(errors, []);
  await page.close();
});

test('a LiveAvatar session of the sandbox speaks there as well', async () => {
  const {page, errors} = await open(
    `import {startSandbox} from '${rig.cdn}/sandbox.js';
     import '${rig.cdn}/heygen-avatar.js?allow=sandbox.heygen-avatar.invalid';
     const {liveAvatarTokenUrl, origin} = await startSandbox({msPerCharacter: 5});
     document.body.innerHTML = '<heygen-avatar muted token-url="' + liveAvatarTokenUrl + '" api-url="' + origin + '"></heygen-avatar>';`,
    '<body></body>',
  );
  await page.waitForSelector('heygen-avatar');
  await defined(page);
  const ended = await page.$eval('heygen-avatar', async (avatar) => {
    await avatar.start();
    const task = await avatar.speak('Hi.');
    const answer = await avatar.ask('And you?');
    const all = [await task.ended, await answer.ended, avatar.session.backend];
    await avatar.stop();
    return all;
  });
  assert.deepEqual(ended, ['finished', 'finished', 'liveavatar']);
  assert.deepEqual(errors, []);
  await page.close();
});
