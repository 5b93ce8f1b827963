/** What each back end's session is made of: the call that makes it, those of its start, and those of its life. */
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

/** How a call can fail. In the last two it is carried out, and its caller is the one who does not know. */
export const FAULTS = ['refused', 'broken', 'hangs', 'answer lost', 'answer never comes'];

/** How an avatar is left by its page or its visitor, and when; how the server leaves it, and when. */
const LEAVES = ['stop()', 'remove()', 'abort', 'navigation', 'tab closed', 'tab discarded'];
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
/** After these nothing of the page is left that could do anything. */
export const GONE = ['navigation', 'tab closed', 'tab discarded'];
/** What a page may do at the end of a session that a fault has left alive. */
const GOODBYES = ['stop()', 'remove()', 'navigation', 'tab closed'];

/**
 * The rounds of a soak: every ending of every back end, and every fault of every call, in a random order; then all of them
 * again, each ending at its next moment, until there are enough. From the second time on, a start that meets a fault may be
 * left meanwhile.
 */
export function roundsOf(count, random) {
  const rounds = [];
  for (let turn = 0; rounds.length < count; turn++) rounds.push(...shuffled(allOnce(turn, random), random));
  return rounds.slice(0, count).map((round, i) => ({number: i + 1, ...round}));
}

/** How many rounds it takes until every ending and every fault has been tried once. */
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
      // A token whose answer is lost costs nothing: no session is made yet.
      ...faults(token, FAULTS.slice(0, 3)),
      ...[make, ...starts, ...Object.keys(commands), stop].flatMap((call) => faults(call, FAULTS)),
    ];
  });
}

/** What becomes of a session that meets a fault: it ends by it, or is ended when it has survived it, or before. */
function meanwhile(backend, call, turn, random) {
  const {token, make, starts, stop} = BACKENDS[backend];
  const isOfStart = [token, make, ...starts].includes(call);
  if (turn > 0 && isOfStart && random() < 0.5) return {ending: pick(LEAVES, random), moment: 'any time'};
  // A page that is gone cannot ask for its stop again.
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

/** A small generator of random numbers that a seed repeats. */
export function mulberry32(state) {
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
