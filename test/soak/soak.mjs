import {setImmediate, setTimeout as delay} from 'node:timers/promises';
import {startRig} from '../livekit/rig.mjs';
import {within} from '../livekit/within.mjs';

/**
 * Starts a session, and leaves it at a random moment in a random way, over and over: `npm run soak -- ROUNDS SEED`. The far
 * end's own books say what was made and what is left open; nothing must be. Its rooms are on a real livekit-server.
 */
const [rounds = 1000, seed = Date.now() % 1_000_000] = process.argv.slice(2).map(Number);
/** A start on this rig takes about this long: some are left before they are live, some after. */
const LONGEST_MS = 1_800;
/** How long the far end may take to hear of an end: an avatar's and its room's farewells included. */
const HEARD_MS = 25_000;
/** The same for one that nobody can tell it of. */
const UNHEARD_MS = 3_000;

const random = mulberry32(seed);
const pick = (all) => all[Math.floor(random() * all.length)];

/** Drawn by the processor, a large avatar would take most of the time. */
const SMALL = {style: 'inline-size: 120px'};
const BACKENDS = {
  streaming: () => ({}),
  liveavatar: ({apiUrl}) => ({'token-url': `${apiUrl}/api/liveavatar-token`}),
};
const CALLS = {
  streaming: ['token', 'new', 'start', 'stop'],
  liveavatar: ['liveavatar_token', 'sessions/start', 'sessions/stop'],
};

/** Each takes the page, and resolves when it is done; what follows is the element's business. */
const WAYS = {
  'stop()': ({page}) => page.run(() => void document.getElementById('a').stop()),
  'remove()': ({page}) => page.run(() => document.getElementById('a').remove()),
  // A signal is the start's: one that is over is not its any more.
  abort: ({page}) =>
    page.run(() => {
      globalThis.controller.abort();
      const element = document.getElementById('a');
      if (element.state === 'live') void element.stop();
    }),
  navigation: ({page, rig}) => page.goTo(`${rig.origin}/package.json`),
  'tab closed': ({page}) => page.closeTab(),
  'room killed': async ({page, rig}) => {
    await Promise.all(rig.api.sessions.filter(({state}) => state !== 'stopped').map(({room}) => room.kill()));
    await page.run(() => void document.getElementById('a').stop());
  },
  'a call fails': ({page}) => page.run(() => void document.getElementById('a').stop()),
};

const table = new Map(Object.keys(WAYS).map((way) => [way, {tried: 0, made: 0, open: 0, unheard: 0}]));
const rig = await startRig({msPerCharacter: 20});
console.log(`${rounds} rounds, seed ${seed}`);
try {
  for (let round = 1; round <= rounds; round++) {
    await play();
    if (round % 100 === 0) console.log(`${round} rounds`);
  }
} finally {
  await rig.stop();
}
console.table(Object.fromEntries(table));
const [made, open] = ['made', 'open'].map((column) =>
  [...table.values()].reduce((sum, each) => sum + each[column], 0),
);
console.log(`${rounds} rounds, ${made} sessions made, ${open} left open.`);
process.exitCode = open === 0 && made > 0 ? 0 : 1;

async function play() {
  const backend = pick(Object.keys(BACKENDS));
  const way = pick(Object.keys(WAYS));
  const afterMs = random() * LONGEST_MS;
  const row = table.get(way);
  const before = rig.api.sessions.length;
  const page = await rig.open({...SMALL, ...BACKENDS[backend](rig)});
  // A stop that fails is tried again, as often as it is worth it; others fail for good.
  const call = pick(CALLS[backend]);
  if (way === 'a call fails') rig.api.inject(call, {status: 500}, {times: call.endsWith('stop') ? 1 : 3});
  await page.run(() => {
    globalThis.controller = new AbortController();
    const element = document.getElementById('a');
    element.start({signal: globalThis.controller.signal}).catch(() => {}); // to be given up, mostly
  });
  await delay(afterMs);
  const isKnown = await page.run(() => document.getElementById('a').session !== null);
  await WAYS[way]({page, rig});
  // A page that is gone before it has heard of its session cannot name it, but by LiveAvatar's token, and then only if the
  // far end has made it by then: its idle time ends that one.
  const isUnheard = !isKnown && (way === 'navigation' || way === 'tab closed');
  const sessions = () => rig.api.sessions.slice(before);
  const isOver = async () => {
    while (sessions().some(({state}) => state !== 'stopped')) await delay(25);
  };
  await answered();
  await within(isOver(), 'the end of the session', isUnheard ? UNHEARD_MS : HEARD_MS).catch(() => {
    for (const {sessionId, state} of sessions())
      console.error(
        `${backend}, ${way} after ${Math.round(afterMs)} ms: ${sessionId} is ${state}, ${isKnown ? '' : 'not '}known`,
      );
  });
  row.tried++;
  row.made += sessions().length;
  const left = sessions().filter(({state}) => state !== 'stopped').length;
  row[isUnheard ? 'unheard' : 'open'] += left;
  await rig.reset();
}

/** Resolves when the far end has answered all that a page has asked, also what was on its way when the page was left. */
async function answered() {
  for (let isQuiet = 0; isQuiet < 2;) {
    await delay(100);
    await setImmediate(); // what has arrived while this process was busy is seen first
    isQuiet = rig.api.requests.some(({status}) => status === undefined) ? 0 : isQuiet + 1;
  }
}

/** A small generator of random numbers that a seed repeats. */
function mulberry32(state) {
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
