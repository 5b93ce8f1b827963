import {randomUUID} from 'node:crypto';
import {parseArgs} from 'node:util';
import {startRig} from '../support/livekit/rig.mjs';

/**
 * Measures the time from the click on the start button to the first frame on screen, for the built element and HeyGen's own
 * clients in turn: with a real LiveKit server on loopback, API calls of 100 ms each, and the avatar in the room already.
 * Each start has a new page and an empty cache. The mouse is over the element until `preload` has fetched its files; a client
 * has all its code. Prints each start and the medians.
 *
 *     node test/livekit/first-frame.bench.mjs [--starts 11] [--latency 100]
 */
const {values} = parseArgs({
  options: {starts: {type: 'string', default: '11'}, latency: {type: 'string', default: '100'}},
});
const STARTS = Number(values.starts);

let nextRoom;
const rig = await startRig({latencyMs: Number(values.latency), openRoom: () => async () => nextRoom});
const liveAvatar = {'token-url': `${rig.apiUrl}/api/liveavatar-token`};

/** What is measured; `than` is the index of HeyGen's client for the same back end. */
const CANDIDATES = [
  {name: '@heygen/streaming-avatar', open: () => rig.openSdk('streaming')},
  {name: 'streaming, preload intent', than: 0, open: () => openElement({preload: 'intent'})},
  {name: 'streaming, preload token', than: 0, open: () => openElement({preload: 'token'})},
  {name: '@heygen/liveavatar-web-sdk', open: () => rig.openSdk('liveavatar')},
  {
    name: 'liveavatar, preload intent',

    than: 3,
    open: () => openElement({preload: 'intent', ...liveAvatar}),
  },
  {
    name: 'liveavatar, preload token',

    than: 3,
    open: () => openElement({preload: 'token', ...liveAvatar}),
  },
];

try {
  const times = CANDIDATES.map(() => []);
  // In turn: a slow phase of the machine slows all of them.
  for (let i = 0; i < STARTS; i++) {
    for (const [index, candidate] of CANDIDATES.entries()) times[index].push(await measure(candidate));
  }
  const medians = times.map(median);
  for (const [index, {name, than}] of CANDIDATES.entries()) {
    const ratio =
      than === undefined
        ? ''
        : `, ${(medians[index] / medians[than]).toFixed(2)} of ${CANDIDATES[than].name}`;
    console.log(`${name}: ${times[index].map(Math.round).join(' ')}`);
    console.log(`${name}: median ${Math.round(medians[index])} ms from click to first frame${ratio}`);
  }
} finally {
  await rig.stop();
}

async function openElement(attributes) {
  const page = await rig.open({quality: null, ...attributes});
  await page.hover('start-button');
  return page;
}

async function measure({open}) {
  nextRoom = await rig.rooms.open({sessionId: randomUUID(), request: {quality: 'medium'}});
  await nextRoom.enter();
  const page = await open();
  await page.idle();
  const shown = await page.goLive();
  const [click] = page.all({type: 'click'});
  await rig.reset();
  if (rig.api.openSessions > 0) throw new Error('A session was left open.');
  return shown.at - click.at;
}

function median(numbers) {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];
}
