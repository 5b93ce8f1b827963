import {randomUUID} from 'node:crypto';
import {parseArgs} from 'node:util';
import {startRig} from './rig.mjs';

/**
 * Measures how long it takes from the click on the start button to the first frame on screen: the built element, a real
 * LiveKit server on loopback, calls of the API that take 100 ms each, the avatar in the room already. Each start is a new
 * page in a browser that has cached nothing; the mouse has been over the element long enough for what `preload` fetches
 * then. Prints each start and the median.
 *
 *     node test/livekit/first-frame.bench.mjs [--preload none|intent|token|auto] [--starts 15] [--latency 100]
 */
const {values} = parseArgs({
  options: {
    preload: {type: 'string', default: 'intent'},
    starts: {type: 'string', default: '15'},
    latency: {type: 'string', default: '100'},
  },
});

let nextRoom;
const rig = await startRig({latencyMs: Number(values.latency), openRoom: () => async () => nextRoom});
try {
  const starts = [];
  for (let i = 0; i < Number(values.starts); i++) starts.push(await measure());
  const median = starts.toSorted((a, b) => a - b)[Math.floor(starts.length / 2)];
  console.log(starts.map(Math.round).join(' '));
  console.log(`preload ${values.preload}: median ${Math.round(median)} ms from click to first frame`);
} finally {
  await rig.stop();
}

async function measure() {
  nextRoom = await rig.rooms.open({sessionId: randomUUID(), request: {quality: 'medium'}});
  await nextRoom.enter();
  const page = await rig.open({preload: values.preload});
  await page.hover('start-button');
  await page.idle();
  const playing = await page.goLive();
  const [click] = page.all({type: 'click'});
  await page.call('stop');
  if (rig.api.openSessions > 0) throw new Error('A session was left open.');
  await rig.reset();
  return playing.at - click.at;
}
