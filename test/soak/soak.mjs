import {setImmediate, setTimeout as delay} from 'node:timers/promises';
import {startRig} from '../livekit/rig.mjs';
import {within} from '../livekit/within.mjs';
import {ENDINGS, GONE} from './endings.mjs';
import {FarEnds} from './far-ends.mjs';
import {ALL, BACKENDS, mulberry32, roundsOf} from './rounds.mjs';

/**
 * Starts a session, and has it end at a random moment in one of all ways, over and over: `npm run soak -- ROUNDS SEED
 * PATTERN`. The far end's own books say what was made and what is left open; nothing must be. Its rooms are on a real
 * livekit-server. Rounds run side by side, since some wait for the element's limits. A pattern picks those whose
 * description it is part of.
 */
const [count = 1000, seed = 1] = process.argv.slice(2, 4).map(Number);
const pattern = process.argv[4] ?? '';
const SIDE_BY_SIDE = 4;

/** How long an element may take to be over by itself: its longest limits, one after the other. */
const OVER_MS = 60_000;
/** How long the far end may take to hear of an end, once the element is over or gone. */
const HEARD_MS = 15_000;
/** The same for one that nobody can tell it of. */
const UNHEARD_MS = 3_000;
const START_MS = 70_000;

/** Drawn by the processor, a large avatar would take most of the time. */
const SMALL = {style: 'inline-size: 120px', quality: 'low'};

const rounds = roundsOf(count, mulberry32(seed)).filter((round) => describe(round).includes(pattern));
const table = new Map();
const problems = [];
console.log(`${rounds.length} rounds, seed ${seed}; ${Math.min(rounds.length, ALL)} of ${ALL} combinations`);

const rig = await startRig();
const farEnds = await FarEnds.start(rig.rooms.open, {msPerCharacter: 20});
try {
  const waiting = [...rounds];
  let done = 0;
  const work = async () => {
    for (let round = waiting.shift(); round; round = waiting.shift()) {
      await play(round);
      if (++done % 100 === 0) console.log(`${done} rounds`);
    }
  };
  await Promise.all(Array.from({length: SIDE_BY_SIDE}, work));
} finally {
  await farEnds.stop();
  await rig.stop();
}
report();

async function play(round) {
  const {backend, call, fault, goodbye, ending = goodbye} = round;
  const farEnd = farEnds.open(round.number);
  const {tokenPath, make, commands} = BACKENDS[backend];
  const page = await rig.open({...SMALL, 'api-url': farEnd.url, 'token-url': `${farEnd.url}${tokenPath}`});
  const game = {round, page, farEnd, site: rig.origin};
  try {
    if (fault) farEnd.fail(call, fault);
    await page.run(begin);
    let isGone = false;
    if (round.ending) {
      isGone = GONE.includes(ending);
    } else {
      // The fault is met first; a session that it has left alive is ended then.
      const {outcome} = await page.first({type: 'soak-start'}, START_MS);
      const command = commands[call];
      if (command && outcome === 'live') {
        await page.run(order, command);
        await page.first({type: 'soak-command'}, START_MS);
      }
      isGone = outcome === 'live' && GONE.includes(ending);
      round.moment = 0;
      if (outcome !== 'live') game.isOver = true;
    }
    const isKnown = game.isOver || (await page.run(() => globalThis.avatar.session !== null));
    if (!game.isOver) await ENDINGS[ending](game);
    if (!isGone) await within(over(page), 'the element to be over', OVER_MS);
    // Streaming: a page that is gone, or whose answer is lost, before it has heard of its session cannot name it. A session
    // of LiveAvatar is named by its token.
    const isUnheard = (isGone && !isKnown) || (call === make && /^answer/.test(fault));
    await heard(farEnd, isUnheard && backend === 'streaming' ? UNHEARD_MS : HEARD_MS).catch(() => {}); // counted below
    book(round, farEnd, isUnheard);
    for (const error of page.errors) problems.push(`${describe(round)}: nobody caught ${error}`);
  } catch (error) {
    problems.push(`${describe(round)}: ${error.message}`);
    book(round, farEnd, false);
  } finally {
    rig.pages.splice(rig.pages.indexOf(page), 1);
    await page.close();
    await farEnd.close();
  }
}

/** In the page: starts the avatar, and tells how that ends. */
function begin() {
  const tell = (outcome) => globalThis.report(JSON.stringify({type: 'soak-start', outcome}));
  globalThis.avatar = document.getElementById('a');
  globalThis.controller = new AbortController();
  globalThis.avatar.start({signal: globalThis.controller.signal}).then(
    () => tell('live'),
    (error) => tell(error.code ?? error.name),
  );
}

/** In the page: gives one command, while the avatar speaks where that matters, and tells when it is answered. */
async function order(name) {
  const {avatar} = globalThis;
  if (name === 'interrupt') await avatar.speak('Whoever says this is going to be interrupted before it is said.');
  const tell = (outcome) => globalThis.report(JSON.stringify({type: 'soak-command', outcome}));
  avatar[name]('Hello.').then(
    () => tell('done'),
    (error) => tell(error.code ?? error.name),
  );
}

/** Resolves when the element has nothing open any more, by its own word. */
async function over(page) {
  const isOver = () => ['idle', 'ended', 'failed'].includes(globalThis.avatar.state);
  while (!(await page.run(isOver))) await delay(50);
}

/** Resolves when all that was on its way has arrived at the far end, and no session is open there. */
async function heard(farEnd, limitMs) {
  const isHeard = async () => {
    for (let calm = 0; calm < 3;) {
      await delay(50);
      await setImmediate(); // what has arrived while this process was busy is seen first
      calm = farEnd.isQuiet && farEnd.openSessions === 0 ? calm + 1 : 0;
    }
  };
  await within(isHeard(), 'the end of the session', limitMs);
}

function book(round, farEnd, isUnheard) {
  const {backend, fault, ending} = round;
  const key = `${backend}: ${fault ?? ending}`;
  const row = table.get(key) ?? {rounds: 0, created: 0, stopped: 0, 'left open': 0, 'unheard, left open': 0};
  table.set(key, row);
  const open = farEnd.openSessions;
  row.rounds++;
  row.created += farEnd.sessions.length;
  row.stopped += farEnd.sessions.length - open;
  row[isUnheard ? 'unheard, left open' : 'left open'] += open;
  // LiveAvatar's sessions can be stopped all the same.
  if (open > 0 && !(isUnheard && backend === 'streaming')) problems.push(`${describe(round)}: ${open} left open`);
}

function describe({number, backend, call, fault, ending, goodbye, moment}) {
  const when = ending ? `, ${ending} at ${moment?.toFixed(2)}` : `, then ${goodbye}`;
  return `round ${number}, ${backend}, ${call ? `${call} ${fault}` : 'no fault'}${when}`;
}

function report() {
  const rows = [...table].sort(([a], [b]) => (a < b ? -1 : 1));
  console.table(Object.fromEntries(rows));
  const sum = (column) => rows.reduce((total, [, row]) => total + row[column], 0);
  const [made, stopped, open, unheard] = ['created', 'stopped', 'left open', 'unheard, left open'].map(sum);
  console.log(
    `${rounds.length} rounds: ${made} sessions created, ${stopped} stopped, ${open} left open; besides, ${unheard} that no page ever heard of.`,
  );
  for (const problem of problems) console.error(`** ${problem}`);
  process.exitCode = problems.length === 0 && made > 0 ? 0 : 1;
}
