import {availableParallelism} from 'node:os';
import {setImmediate, setTimeout as delay} from 'node:timers/promises';
import {startRig} from '../livekit/rig.mjs';
import {within} from '../livekit/within.mjs';
import {prepareEnding} from './endings.mjs';
import {FakeServers} from './fake-servers.mjs';
import {ALL, BACKENDS, GONE, mulberry32, roundsOf} from './rounds.mjs';

/**
 * Starts a session and has it end, over and over, in all ways at all moments, and with every fault of every call:
 * `npm run soak -- ROUNDS SEED PATTERN`. The server's own books say what was made and what is left open; nothing must be.
 * Its rooms are on a real livekit-server. Rounds run side by side, since some wait for the element's limits. A pattern picks
 * the rounds whose description it is part of.
 */
const [count = 1000, seed = 1] = process.argv.slice(2, 4).map(Number);
const pattern = process.argv[4] ?? '';
/** A start that gets no processor fails by its limits, and a page that gets none may be ended without a word to it. */
const SIDE_BY_SIDE = Number(process.env.SOAK_SIDE_BY_SIDE ?? Math.min(4, availableParallelism()));

/** How long a start or a command may take with whatever fault, and an element until it is over: a limit each, and a stop. */
const SETTLED_MS = 70_000;
const OVER_MS = 60_000;
/** How long the server may take to hear of an end, once the element is over or gone: a stop that is lost is tried again. */
const HEARD_MS = 25_000;
/** The same for one that nobody can tell it of. */
const UNHEARD_MS = 2_000;

/** What an open session is booked as. Of the last two, nobody could stop it. */
const LEFT_OPEN = 'left open';
const UNKNOWN = 'no page knew';
const UNTOLD = 'page not told';

/** Drawn by the processor, a large avatar would take most of the time. */
const SMALL = {style: 'inline-size: 120px', quality: 'low'};

const random = mulberry32(seed);
const rounds = roundsOf(count, random).filter((round) => describe(round).includes(pattern));
/** More than a browser does; what is beyond it could hide what the element leaves open. */
const MOST_UNTOLD = Math.floor(rounds.length / 100);
const table = new Map();
const problems = [];
console.log(`${rounds.length} rounds, seed ${seed}; ${ALL} try every ending and every fault once`);

const rig = await startRig();
const fakeServers = await FakeServers.start({openRoom: rig.rooms.open, msPerCharacter: 20});
try {
  const waiting = [...rounds];
  const work = async () => {
    // A window costs the browser more than all that happens in it: one is used until it is closed.
    let page;
    for (let round = waiting.shift(); round; round = waiting.shift()) {
      page = await play(round, page);
      if (waiting.length % 20 === 0) console.log(`${waiting.length} rounds to go`);
    }
  };
  await Promise.all(Array.from({length: SIDE_BY_SIDE}, work));
} finally {
  await fakeServers.stop();
  await rig.stop();
}
report();

/** Resolves with the page, if it is still good for another round. */
async function play(round, last) {
  const heygen = fakeServers.open(round.number);
  let page = last;
  let column = LEFT_OPEN;
  try {
    page = await opened(round, heygen, last);
    const {isKnown, isGone} = await playOn({round, page, heygen, random, site: rig.origin});
    // LiveAvatar's are stopped by their token.
    if (!isKnown && round.backend === 'streaming') column = UNKNOWN;
    await heard(heygen, column === UNKNOWN ? UNHEARD_MS : HEARD_MS).catch(() => {}); // what is left open is counted below
    if (column !== UNKNOWN && isGone && !hasBeenTold(round)) column = UNTOLD;
    if (heygen.openSessions > 0 && column === LEFT_OPEN) throw new Error(`${heygen.openSessions} left open`);
    if (page.errors.length > 0) throw new Error(`nobody caught ${page.errors[0]}`);
  } catch (error) {
    const problem = `${describe(round)}: ${error.message}`;
    console.error(problem);
    problems.push(problem);
    await page?.close();
  }
  book(round, heygen, column);
  await heygen.close();
  if (page && !page.isClosed) return page;
  rig.pages.splice(rig.pages.indexOf(page), page ? 1 : 0);
  await page?.close();
  return undefined;
}

async function opened({backend}, {url}, last) {
  const attributes = {...SMALL, 'api-url': url, 'token-url': `${url}${BACKENDS[backend].tokenPath}`};
  if (!last) return rig.open(attributes);
  await rig.reopen(last, attributes);
  return last;
}

/**
 * Starts, meets the fault or the ending, and waits until the element is over by itself. Resolves with whether the page is
 * gone, and whether it could know of its session, which it cannot where that was made afterwards, or its answer was lost.
 */
async function playOn(game) {
  const {round, page, heygen} = game;
  const {call, fault, ending, goodbye} = round;
  const {make, commands} = BACKENDS[round.backend];
  if (fault) heygen.fail(call, fault);
  const end = ending ? prepareEnding(game) : undefined;
  await page.run(begin, round.number, rig.ownerUrl);
  let isKnown = true;
  let isGone = GONE.includes(ending);
  if (end) {
    isKnown = await end();
  } else {
    const {outcome} = await page.first({type: 'soak-start'}, SETTLED_MS);
    if (outcome === 'live') {
      if (commands[call]) {
        await page.run(order, commands[call]);
        await page.first({type: 'soak-command'}, SETTLED_MS);
      }
      isGone = GONE.includes(goodbye);
      await prepareEnding(game)();
    }
  }
  if (!isGone) await within(over(page), 'the element to be over by itself', OVER_MS);
  const isLost = call === make && fault.startsWith('answer');
  return {isGone, isKnown: (isKnown || !isGone) && !isLost};
}

/** True when the browser has told the page that it goes. */
function hasBeenTold({number}) {
  return rig.beacons.some(({body}) => body === String(number));
}

/** In the page: starts the avatar, and tells how that ends; and tells its owner when the page goes, if the page is told. */
function begin(number, ownerUrl) {
  const leave = () => navigator.sendBeacon(ownerUrl, String(number));
  addEventListener('pagehide', leave);
  document.addEventListener('freeze', leave);
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
  if (name === 'interrupt')
    await avatar.speak('Whoever says this is going to be interrupted before it is said.');
  const tell = (outcome) => globalThis.report(JSON.stringify({type: 'soak-command', outcome}));
  avatar[name](name === 'speak' ? 'Hello.' : undefined).then(
    () => tell('done'),
    (error) => tell(error.code ?? error.name),
  );
}

/** Resolves when the element has nothing open any more, by its own word. */
async function over(page) {
  const isOver = () => ['idle', 'ended', 'failed'].includes(globalThis.avatar.state);
  while (!(await page.run(isOver))) await delay(50);
}

/** Resolves when all that was on its way has arrived at the server, and no session is open there. */
async function heard(heygen, limitMs) {
  const isHeard = async () => {
    for (let calm = 0; calm < 3;) {
      await delay(50);
      await setImmediate(); // what has arrived while this process was busy is seen first
      calm = heygen.isQuiet && heygen.openSessions === 0 ? calm + 1 : 0;
    }
  };
  await within(isHeard(), 'the end of the session', limitMs);
}

function book({backend, fault, ending}, {sessions, openSessions}, column) {
  const key = `${backend}: ${fault ?? ending}`;
  const row = table.get(key) ?? {
    rounds: 0,
    created: 0,
    stopped: 0,
    [LEFT_OPEN]: 0,
    [UNKNOWN]: 0,
    [UNTOLD]: 0,
  };
  table.set(key, row);
  row.rounds++;
  row.created += sessions.length;
  row.stopped += sessions.length - openSessions;
  row[column] += openSessions;
}

function describe({number, backend, call, fault, ending, goodbye, moment}) {
  const met = call ? `, ${call} ${fault}` : '';
  return `round ${number}, ${backend}${met}, ${ending ? `${ending}, ${moment}` : `then ${goodbye}`}`;
}

function report() {
  const rows = [...table].sort(([a], [b]) => (a < b ? -1 : 1));
  console.table(Object.fromEntries(rows));
  const sum = (column) => rows.reduce((total, [, row]) => total + row[column], 0);
  const [made, stopped, open] = ['created', 'stopped', LEFT_OPEN].map(sum);
  console.log(`${rounds.length} rounds: ${made} sessions created, ${stopped} stopped, ${open} left open.`);
  console.log(
    `Besides, nobody could stop ${sum(UNKNOWN)} that no page knew of, and ${sum(UNTOLD)} whose page was not told that it went.`,
  );
  if (sum(UNTOLD) > MOST_UNTOLD) problems.push(`More than ${MOST_UNTOLD} pages were not told that they went`);
  if (problems.length > 0)
    console.error(`** ${problems.length} things are not as they should be:\n${problems.join('\n')}`);
  process.exitCode = problems.length === 0 && made > 0 ? 0 : 1;
}
