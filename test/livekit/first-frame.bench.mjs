import {parseArgs} from 'node:util';
import {startRig} from './rig.mjs';

/**
 * Click to first painted frame, on a real livekit-server on this machine, with 100 ms API calls and the avatar in the room
 * already: `npm run bench -- --runs 15 --preload token`.
 */
const {values} = parseArgs({
  options: {runs: {type: 'string', default: '15'}, preload: {type: 'string', default: 'intent'}},
});

const rig = await startRig({
  args: ['--autoplay-policy=no-user-gesture-required'],
  latencyMs: 100,
});
const times = [];
for (let run = 0; run < Number(values.runs); run++) times.push(await measure());
await rig.stop();

const sorted = times.toSorted((a, b) => a - b);
const at = (share) => Math.round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]);
console.log(`click to first frame, preload="${values.preload}", ${sorted.length} runs: median ${at(0.5)} ms`);
console.log(`fastest ${at(0)} ms, nine in ten within ${at(0.9)} ms`);
process.exit(0);

async function measure() {
  await rig.prepareRoom();
  const page = await rig.page({preload: values.preload});
  // The visitor's pointer is on the element for a moment before the click.
  await page.hover('heygen-avatar');
  await page.waitForFunction(() =>
    performance.getEntriesByType('resource').some(({name}) => /livekit/.test(name)),
  );
  await page.waitForNetworkIdle({idleTime: 300});
  await page.evaluate(() => {
    const avatar = document.querySelector('heygen-avatar');
    avatar.addEventListener('click', () => (window.clickedAt = performance.now()), {
      capture: true,
      once: true,
    });
  });
  await page.click('heygen-avatar >>> button');
  await page.waitForFunction(() => window.heard.some(({type}) => type === 'avatar-playing'), {
    timeout: 15_000,
  });
  const time = await page.evaluate(() => {
    const {at} = window.heard.find(({type}) => type === 'avatar-playing');
    return at - window.clickedAt;
  });
  await page.evaluate(() => document.querySelector('heygen-avatar').stop());
  await page.close();
  return time;
}
