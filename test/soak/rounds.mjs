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

/** How an avatar is left by its page or its visitor; and how the far end leaves it. */
export const LEAVES = ['stop()', 'remove()', 'abort', 'navigation', 'tab closed', 'tab discarded'];
export const ENDS = ['room killed', 'avatar leaves', 'far end ends'];
/** What a page may do at the end of a session that a fault has left alive. */
const GOODBYES = ['stop()', 'remove()', 'navigation', 'tab closed'];

/**
 * The rounds of a soak: every ending of every back end, and every fault of every call, in a random order; then all of them
 * again, until there are enough. From the second time on, a start that meets a fault may be left at a random moment too.
 */
export function roundsOf(count, random) {
  const rounds = [];
  for (let isFirst = true; rounds.length < count; isFirst = false) {
    for (const each of shuffled(combinations(), random)) rounds.push(detailed(each, random, isFirst));
  }
  return rounds.slice(0, count).map((round, i) => ({number: i + 1, ...round}));
}

/** How many rounds it takes until everything has been tried once. */
export const ALL = combinations().length;

function combinations() {
  return Object.entries(BACKENDS).flatMap(([backend, {token, make, starts, commands, stop}]) => [
    ...[...LEAVES, ...ENDS].map((ending) => ({backend, ending})),
    // A token whose answer is lost costs nothing: no session is made yet.
    ...FAULTS.slice(0, 3).map((fault) => ({backend, call: token, fault})),
    ...[make, ...starts, ...Object.keys(commands), stop].flatMap((call) =>
      FAULTS.map((fault) => ({backend, call, fault})),
    ),
  ]);
}

function detailed(round, random, isFirst) {
  const {backend, call} = round;
  if (!call) return {...round, moment: random()};
  const {token, make, starts, stop} = BACKENDS[backend];
  const isStop = call === stop;
  // A page that is gone cannot ask for its stop again.
  const goodbye = pick(isStop ? ['stop()', 'remove()'] : GOODBYES, random);
  const isOfStart = [token, make, ...starts].includes(call);
  const isLeft = !isFirst && isOfStart && random() < 0.5;
  return isLeft ? {...round, ending: pick(LEAVES, random), moment: random()} : {...round, goodbye};
}

function shuffled(all, random) {
  return all
    .map((each) => ({each, at: random()}))
    .sort((a, b) => a.at - b.at)
    .map(({each}) => each);
}

const pick = (all, random) => all[Math.floor(random() * all.length)];

/** A small generator of random numbers that a seed repeats. */
export function mulberry32(state) {
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
