import {availableParallelism} from 'node:os';
import {setImmediate, setTimeout as delay} from 'node:timers/promises';
import {startRig} from '../support/livekit/rig.mjs';
import {until} from '../support/waiting.mjs';
import {prepareEnding} from './endings.mjs';
import {FakeServers} from './fake-servers.mjs';
import {ALL, BACKENDS, GONE, mulberry32, roundsOf} from './rounds.mjs';

/**
 * Starts sessions and ends them, in all ways at all moments, and with every fault of every call:
 * `npm run soak -- ROUNDS SEED PATTERN`. The server's records say which sessions were made and which are open at the end; none
 * may be. The rooms are on a real livekit-server. Rounds run side by side, since some wait for the element's timeouts. PATTERN
 * picks the rounds whose description contains it.
 */
const [count = 1000, seed = 1] = process.argv.slice(2, 4).map(Number);
const pattern = process.argv[4] ?? '';
/** A start that gets no processor time fails by its timeouts, and a page that gets none may close without `pagehide`. */
const SIDE_BY_SIDE = Number(process.env.SOAK_SIDE_BY_SIDE ?? Math.min(4, availableParallelism()));

/** How long a start or a command may take with any fault, and an element until it has ended: a timeout each, and a stop. */
const SETTLED_MS = 70_000;
const OVER_MS = 60_000;
/** How long the stop may take to arrive once the element has ended or is gone: a lost stop is retried. */
const HEARD_MS = 25_000;
/** The same for a session that nobody can stop. */
const UNHEARD_MS = 2_000;

/** The columns for open sessions. Nobody could stop those of the last two. */
const LEFT_OPEN = 'left open';
const UNKNOWN = 'no page knew';
const UNTOLD = 'no pagehide';

/** The processor draws the video: a large one would take most of its time. */
const SMALL = {style: 'inline-size: 120px', quality: 'low'};

const random = mulberry32(seed);
const rounds = roundsOf(count, random).filter((round) => describe(round).includes(pattern));
/** A browser closes fewer pages without `pagehide`; more could hide sessions that the element leaves open. */
const MOST_UNTOLD = Math.floor(rounds.length / 100);
const table = new Map();
const problems = [];
console.log(`${rounds.length} rounds, seed ${seed}; ${ALL} try every ending and every fault once`);

const rig = await startRig();
const fakeServers = await FakeServers.start({openRoom: rig.rooms.open, msPerCharacter: 20});
try {
  const waiting = [...rounds];
  const work = async () => {
    // A new tab costs the browser more than a round: one serves until a round closes it.
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

/** Plays one round; resolves with the page if it can serve another. */
async function play(round, last) {
  const heygen = fakeServers.open(round.number);
  let page = last;
  let column = LEFT_OPEN;
  try {
    page = await opened(round, heygen, last);
    const {isKnown, isGone} = await playOn({round, page, heygen, random, site: rig.origin});
    // The token stops LiveAvatar's sessions.
    if (!isKnown && round.backend === 'streaming') column = UNKNOWN;
    await arrived(heygen, column === UNKNOWN ? UNHEARD_MS : HEARD_MS).catch(() => {}); // the next lines count open sessions
    if (column !== UNKNOWN && isGone && !gotPagehide(round)) column = UNTOLD;
    if (heygen.openSessions > 0 && column === LEFT_OPEN)
      throw new Error(`${heygen.openSessions} sessions left open`);
    if (page.errors.length > 0) throw new Error(`uncaught: ${page.errors[0]}`);
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
 * Starts, meets the fault or the ending, and waits until the element has ended. Resolves with whether the page is gone, and
 * whether it could know its session: it cannot where the server made that afterwards, or where the answer was lost.
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
  if (!isGone) await until(() => hasEnded(page), 'the element to end', OVER_MS);
  const isLost = call === make && fault.startsWith('answer');
  return {isGone, isKnown: (isKnown || !isGone) && !isLost};
}

/** True when the page got `pagehide` or `freeze`. */
function gotPagehide({number}) {
  return rig.beacons.some(({body}) => body === String(number));
}

/**
 * In the page: starts the avatar and reports the outcome; sends a beacon when the page closes or freezes. A page that closes sends it once
 * every listener of `pagehide` has run, when it becomes hidden: a busy browser ends a page before that, and then nobody can stop the session.
 */
function begin(number, ownerUrl) {
  const leave = () => navigator.sendBeacon(ownerUrl, String(number));
  let isClosing = false;
  addEventListener('pagehide', () => (isClosing = true));
  document.addEventListener('visibilitychange', () => isClosing && leave());
  document.addEventListener('freeze', leave);
  const tell = (outcome) => globalThis.report(JSON.stringify({type: 'soak-start', outcome}));
  globalThis.avatar = document.getElementById('a');
  globalThis.controller = new AbortController();
  globalThis.avatar.start({signal: globalThis.controller.signal}).then(
    () => tell('live'),
    (error) => tell(error.code ?? error.name),
  );
}

/** In the page: sends one command, an interrupt while the avatar speaks, and reports its outcome. */
async function order(name) {
  const {avatar} = globalThis;
  if (name === 'interrupt') await avatar.speak('An interrupt comes before the end of this sentence.');
  const tell = (outcome) => globalThis.report(JSON.stringify({type: 'soak-command', outcome}));
  avatar[name](name === 'speak' ? 'Hello.' : undefined).then(
    () => tell('done'),
    (error) => tell(error.code ?? error.name),
  );
}

/** Whether the element's state says that it has no session. */
function hasEnded(page) {
  return page.run(() => ['idle', 'ended', 'failed'].includes(globalThis.avatar.state));
}

/** Resolves when every call has arrived at the server, and no session is open there. */
async function arrived(heygen, limitMs) {
  let calm = 0;
  const isCalm = async () => {
    await delay(50);
    await setImmediate(); // the server first reads what arrived while this process was busy
    calm = heygen.isQuiet && heygen.openSessions === 0 ? calm + 1 : 0;
    return calm === 3;
  };
  await until(isCalm, 'the end of the session', limitMs);
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
    `Besides, nobody could stop ${sum(UNKNOWN)} that no page knew, and ${sum(UNTOLD)} whose page closed without pagehide.`,
  );
  if (sum(UNTOLD) > MOST_UNTOLD) problems.push(`More than ${MOST_UNTOLD} pages closed without pagehide`);
  if (problems.length > 0) console.error(`** ${problems.length} problems:\n${problems.join('\n')}`);
  process.exitCode = problems.length === 0 && made > 0 ? 0 : 1;
}
