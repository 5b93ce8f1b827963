/** The calls of each back end: for the token, to make the session, to start it, its commands, and to stop it. */
export const BACKENDS = {
  streaming: {
    tokenPath: '/api/avatar-token',
    token: 'token',
    make: 'new',
    starts: ['start'],
    commands: {task: 'speak', interrupt: 'interrupt', keep_alive: 'keepAlive'},
    stop: 'stop',
  },
  liveavatar: {
    tokenPath: '/api/liveavatar-token',
    token: 'liveavatar_token',
    make: 'sessions/start',
    starts: [],
    commands: {'sessions/keep-alive': 'keepAlive'},
    stop: 'sessions/stop',
  },
};

/** How a call can fail. In the last two the server processes the call, and the caller does not know. */
export const FAULTS = ['refused', 'broken', 'hangs', 'answer lost', 'answer never comes'];

/** How a page or its visitor ends a session, and when; how the server ends it, and when. */
const LEAVES = [
  'stop()',
  'remove()',
  'abort',
  'hidden',
  'route change',
  'listener that stops',
  'navigation',
  'tab closed',
  'tab discarded',
];
const LEAVE_MOMENTS = [
  'token asked',
  'session asked',
  'session made',
  'joined',
  'live',
  'speaking',
  'any time',
];
const ENDS = ['room killed', 'avatar leaves', 'server ends'];
const END_MOMENTS = ['live', 'joined', 'speaking'];
/** After these the page is gone. */
export const GONE = ['navigation', 'tab closed', 'tab discarded'];
/** How a session ends that has survived its fault. */
const GOODBYES = ['stop()', 'remove()', 'navigation', 'tab closed'];

/**
 * The rounds of a soak: every ending of every back end, and every fault of every call, in a random order; then all of them
 * again, each ending at its next moment, until there are enough. From the second time on, a session may also end during a
 * start that meets a fault.
 */
export function roundsOf(count, random) {
  const rounds = [];
  for (let turn = 0; rounds.length < count; turn++) rounds.push(...shuffled(allOnce(turn, random), random));
  return rounds.slice(0, count).map((round, i) => ({number: i + 1, ...round}));
}

/** How many rounds try every ending and every fault once. */
export const ALL = allOnce(0, () => 0).length;

function allOnce(turn, random) {
  return Object.entries(BACKENDS).flatMap(([backend, {token, make, starts, commands, stop}], b) => {
    const endings = (all, moments) =>
      all.map((ending, i) => ({backend, ending, moment: moments[(i + b + turn) % moments.length]}));
    const faults = (call, all) =>
      all.map((fault) => ({backend, call, fault, ...meanwhile(backend, call, turn, random)}));
    return [
      ...endings(LEAVES, LEAVE_MOMENTS),
      ...endings(ENDS, END_MOMENTS),
      // A lost answer with a token costs nothing: there is no session yet.
      ...faults(token, FAULTS.slice(0, 3)),
      ...[make, ...starts, ...Object.keys(commands), stop].flatMap((call) => faults(call, FAULTS)),
    ];
  });
}

/** How a session that meets a fault ends: by the fault, after it, or during the start. */
function meanwhile(backend, call, turn, random) {
  const {token, make, starts, stop} = BACKENDS[backend];
  const isOfStart = [token, make, ...starts].includes(call);
  if (turn > 0 && isOfStart && random() < 0.5) return {ending: pick(LEAVES, random), moment: 'any time'};
  // A page that is gone cannot retry its stop.
  return {goodbye: pick(call === stop ? ['stop()', 'remove()'] : GOODBYES, random)};
}

function shuffled(all, random) {
  return all
    .map((each) => ({each, at: random()}))
    .sort((a, b) => a.at - b.at)
    .map(({each}) => each);
}

function pick(all, random) {
  return all[Math.floor(random() * all.length)];
}

/** A small generator of random numbers; the same seed gives the same numbers. */
export function mulberry32(state) {
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
