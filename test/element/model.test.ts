import {assert} from '@open-wc/testing';
import fc from 'fast-check';
import {useFakeTimers, type SinonFakeTimers} from 'sinon';
import '../../src/index.js';
import type {AvatarElementEventMap, HeygenAvatarElement, SessionState} from '../../src/index.js';
import type {Endpoint, Fault, Sandbox} from '../../src/sandbox/sandbox.js';
import {casesOf, FUZZ_TIMEOUT} from '../fuzz/cases.js';
import {open} from '../support/test-sandbox.js';

/** The states as they are drawn: written down here again, so that the element is not compared with itself. */
const DRAWN: Record<SessionState, SessionState[]> = {
  idle: ['connecting'],
  connecting: ['live', 'stopping', 'failed', 'ended'],
  live: ['reconnecting', 'stopping', 'ended', 'failed'],
  reconnecting: ['live', 'stopping', 'ended', 'failed'],
  stopping: ['ended'],
  // A new session begins where the old one has ended.
  ended: [],
  failed: [],
};

const CALLS = [
  'start',
  'stop',
  'speak',
  'ask',
  'interrupt',
  'keepAlive',
  'startListening',
  'stopListening',
  'startMicrophone',
  'stopMicrophone',
  'startPushToTalk',
  'stopPushToTalk',
] as const;
/** Events whose listeners call back into the element. */
const EVENTS = [
  'avatar-statechange',
  'avatar-progress',
  'avatar-playing',
  'avatar-end',
  'avatar-error',
  'avatar-speechstart',
  'avatar-speechend',
  'avatar-message',
  'avatar-microphonechange',
] as const satisfies (keyof AvatarElementEventMap)[];
const HAPPENINGS = [
  'startAndAbort',
  'remove',
  'append',
  'hide',
  'show',
  'changeRoute',
  'leavePage',
  'kill',
  'avatarLeaves',
  'dropSignal',
  'drop',
] as const;

/** What a framework sets, in any order and at any time. */
const SETTINGS: readonly (readonly [keyof HeygenAvatarElement, readonly unknown[]])[] = [
  ['microphone', [true, false]],
  ['pushToTalk', [true, false]],
  ['microphoneMuted', [true, false]],
  ['halfDuplex', [true, false]],
  ['chat', [true, false]],
  ['controls', [true, false]],
  ['captions', [true, false]],
  ['mode', ['inline', 'floating']],
  ['open', [true, false]],
  ['miniPlayer', [true, false]],
  ['background', ['chroma', null]],
  ['noKeepAlive', [true, false]],
  ['hiddenGrace', [0, 5, null]],
  ['greeting', ['Hello.', null]],
  ['lang', ['de', 'en']],
  ['volume', [0, 1]],
];

/** The calls of both servers by what they are for. */
const ENDPOINTS = {
  streaming: {
    token: 'token',
    create: 'new',
    start: 'start',
    task: 'task',
    stop: 'stop',
    keepAlive: 'keep_alive',
  },
  liveavatar: {
    token: 'liveavatar_token',
    create: 'sessions/start',
    start: 'signal',
    task: 'signal',
    stop: 'sessions/stop',
    keepAlive: 'sessions/keep-alive',
  },
} as const satisfies Record<string, Record<string, Endpoint>>;
type FakeServer = keyof typeof ENDPOINTS;

/** What may happen to an element, one after the other, without waiting for what it begins. */
type Step =
  | {do: (typeof CALLS)[number] | (typeof HAPPENINGS)[number]}
  /** From now on, the next event of this type has a listener that makes this call. */
  | {do: 'callBack'; on: (typeof EVENTS)[number]; call: (typeof CALLS)[number]}
  | {do: 'set'; property: keyof HeygenAvatarElement; value: unknown}
  | {do: 'fault'; call: keyof (typeof ENDPOINTS)['streaming']; fault: Fault}
  /** Frames that are painted, while time goes on as it does. */
  | {do: 'wait'; frames: number}
  /** Frames until the start under way is over, if there is one. */
  | {do: 'waitForStart'}
  /** Time that passes all at once, as while a machine sleeps. */
  | {do: 'sleep'; seconds: number};

const PASSING: fc.Arbitrary<Fault> = fc.oneof(
  fc.constantFrom<Fault>({network: true}, {hang: true}, {malformed: '{"oops":'}),
  fc.record({status: fc.constantFrom(400, 401, 429, 500)}),
);
const laterSteps: fc.Arbitrary<Step[]> = fc.array(
  fc.oneof(
    {weight: 6, arbitrary: fc.record({do: fc.constantFrom(...CALLS)})},
    {weight: 3, arbitrary: fc.record({do: fc.constantFrom(...HAPPENINGS)})},
    {
      weight: 3,
      arbitrary: fc.record({
        do: fc.constant('callBack' as const),
        on: fc.constantFrom(...EVENTS),
        call: fc.constantFrom(...CALLS),
      }),
    },
    {
      weight: 3,
      arbitrary: fc.constantFrom(...SETTINGS).chain(([property, values]) =>
        fc.record({
          do: fc.constant('set' as const),
          property: fc.constant(property),
          value: fc.constantFrom(...values),
        }),
      ),
    },
    {weight: 2, arbitrary: fault(['token', 'create', 'start', 'task', 'keepAlive'], PASSING)},
    // A stop that the server refuses for good is the one thing that no client can mend.
    {
      weight: 1,
      arbitrary: fault(
        ['stop'],
        fc.constantFrom<Fault>({status: 429}, {status: 500}, {network: true}, {hang: true}),
      ),
    },
    {
      weight: 3,
      arbitrary: fc.record({do: fc.constant('wait' as const), frames: fc.integer({min: 1, max: 20})}),
    },
    {weight: 3, arbitrary: fc.constant({do: 'waitForStart' as const})},
    {
      weight: 2,
      arbitrary: fc.record({
        do: fc.constant('sleep' as const),
        seconds: fc.constantFrom(1, 5, 16, 40, 130),
      }),
    },
  ),
  {minLength: 2, maxLength: 12, size: 'max'},
);
/** Most sequences of steps without a start at the front make no session at all. */
const steps: fc.Arbitrary<Step[]> = fc
  .tuple(
    fc.constantFrom('start', 'speak', 'startMicrophone', 'startPushToTalk', 'changeRoute'),
    fc.boolean(),
    laterSteps,
  )
  .map(([first, isAwaited, later]) => [
    {do: first},
    ...(isAwaited ? [{do: 'waitForStart' as const}] : []),
    ...later,
  ]);

function fault(
  calls: (keyof (typeof ENDPOINTS)['streaming'])[],
  faults: fc.Arbitrary<Fault>,
): fc.Arbitrary<Step> {
  return fc.record({do: fc.constant('fault' as const), call: fc.constantFrom(...calls), fault: faults});
}

/** 5 in CI, and 250 of `npm run fuzz -- 100000`. Each is a page's life, which takes a second. */
const RUNS = Math.max(5, casesOf(1 / 400));
/** More than all of the element's own limits together: what has not settled by then never will. */
const LONGEST_S = 1_200;
const {setTimeout} = globalThis;

suite('an element, whatever happens to it', () => {
  for (const heygen of ['streaming', 'liveavatar'] as const) {
    test(`has one open session at most, moves as drawn, settles every promise and stops what it made: ${heygen}`, async () => {
      await fc.assert(
        fc.asyncProperty(steps, (each) => run(heygen, each)),
        {numRuns: RUNS, endOnFailure: true, includeErrorInReport: true},
      );
    }).timeout(FUZZ_TIMEOUT + 150_000);
  }
});

async function run(heygen: FakeServer, happenings: readonly Step[]): Promise<void> {
  const clock = useFakeTimers({
    toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'Date'],
    shouldAdvanceTime: true,
  });
  const sandbox = await open({msPerCharacter: 2});
  const wrong: string[] = [];
  // The avatars of two routes of one application.
  const elements = ['5c1a6b0e-0000-4000-8000-000000000001', '5c1a6b0e-0000-4000-8000-000000000002'].map(
    (avatarId) => {
      const element = document.createElement('heygen-avatar');
      element.tokenUrl = heygen === 'streaming' ? sandbox.tokenUrl : sandbox.liveAvatarTokenUrl;
      element.apiUrl = sandbox.origin;
      element.avatarId = avatarId;
      element.muted = element.microphone = element.pushToTalk = true;
      element.quality = 'low';
      let ends = 0;
      element.addEventListener('avatar-statechange', ({oldState, state}) => {
        if (!DRAWN[oldState].includes(state)) wrong.push(`${oldState} to ${state}`);
        if (state === 'connecting') ends = 0;
      });
      element.addEventListener('avatar-end', () => {
        if (++ends > 1) wrong.push('a second avatar-end');
      });
      return element;
    },
  );
  const [element, other] = elements as [HeygenAvatarElement, HeygenAvatarElement];
  document.body.append(element);
  const world: World = {element, other, sandbox, heygen, clock, promises: [], unseenFrames: 0, wrong};
  const {promises} = world;
  try {
    for (const each of happenings) await carryOut(each, world);
    promises.push(...elements.map((each) => each.stop()));
    await pass(clock, promises);
    for (const each of elements) each.remove();
    await pass(
      clock,
      elements.map((each) => each.stop()),
      () => sandbox.openSessions === 0,
    );
    assert.deepEqual(wrong, []);
    assert.deepEqual(sideBySide(sandbox), []);
    for (const {stops, endedBy} of sandbox.sessions) assert.isTrue(stops > 0 || endedBy !== undefined);
    for (const each of elements) {
      assert.include(['idle', 'ended', 'failed'], each.state);
      assert.isFalse(each.microphoneOpen);
    }
  } finally {
    for (const each of elements) each.remove();
    clock.restore();
    await sandbox.stop();
  }
}

/** Sessions that were open while another of the same element was. */
function sideBySide({sessions}: Sandbox): string[] {
  return sessions.flatMap(({sessionId, openedAt, request}, index) =>
    sessions
      .slice(0, index)
      .filter(
        ({endedAt = Infinity, request: {avatar_id}}) => endedAt > openedAt && avatar_id === request.avatar_id,
      )
      .map((earlier) => `${earlier.sessionId} and ${sessionId}`),
  );
}

interface World {
  /** The avatar of the route that is shown, and the one of the other. */
  element: HeygenAvatarElement;
  other: HeygenAvatarElement;
  /** How many frames have been painted since the page has hidden the element. */
  unseenFrames: number;
  readonly wrong: string[];
  sandbox: Sandbox;
  heygen: FakeServer;
  clock: SinonFakeTimers;
  promises: Promise<unknown>[];
}

/** A start that takes longer than this many frames meets a fault. */
const START_FRAMES = 200;
/** An element that is idle after this many frames has no start under way. */
const LOAD_FRAMES = 12;
/** By then, the element has noticed that it is hidden. */
const NOTICED = 8;

async function carryOut(each: Step, world: World): Promise<void> {
  const {element, sandbox, heygen, clock, promises} = world;
  const room = sandbox.sessions.length > 0 ? sandbox.room() : undefined;
  switch (each.do) {
    case 'speak':
    case 'ask': {
      const task = element[each.do]('Some words.');
      promises.push(
        task,
        task.then(({ended}) => ended),
      );
      break;
    }
    case 'callBack':
      element.addEventListener(each.on, () => void carryOut({do: each.call}, world), {once: true});
      break;
    case 'startAndAbort': {
      const controller = new AbortController();
      promises.push(element.start({signal: controller.signal}));
      await Promise.resolve();
      controller.abort();
      break;
    }
    case 'remove':
      element.remove();
      break;
    case 'append':
      document.body.append(element);
      break;
    case 'hide':
    case 'show':
      element.hidden = each.do === 'hide';
      world.unseenFrames = 0;
      break;
    case 'changeRoute':
      // The next route shows its avatar and starts it, as `autoplay` or an effect of a framework does.
      if (element.isConnected) element.replaceWith(world.other);
      else document.body.append(world.other);
      [world.element, world.other] = [world.other, element];
      world.unseenFrames = 0;
      promises.push(world.element.start());
      break;
    case 'set':
      Object.assign(element, {[each.property]: each.value});
      break;
    case 'leavePage':
      dispatchEvent(new PageTransitionEvent('pagehide', {persisted: true}));
      break;
    case 'kill':
    case 'avatarLeaves':
    case 'dropSignal':
    case 'drop':
      room?.[each.do]();
      break;
    case 'fault':
      sandbox.inject(ENDPOINTS[heygen][each.call], each.fault);
      break;
    case 'wait':
      await frames(each.frames);
      if (element.hidden && element.isConnected) world.unseenFrames += each.frames;
      if (world.unseenFrames > NOTICED && element.microphoneOpen)
        world.wrong.push('a microphone that nobody sees');
      break;
    case 'waitForStart':
      for (let frame = 0; frame < START_FRAMES; frame += 4) {
        await frames(4);
        if (element.state !== 'connecting' && (element.state !== 'idle' || frame > LOAD_FRAMES)) break;
      }
      break;
    case 'sleep':
      clock.jump(each.seconds * 1000);
      await frames(1);
      break;
    default:
      promises.push(element[each.do]());
  }
  for (const promise of promises) promise.catch(() => {}); // how it settles is for other tests
}

async function frames(count: number): Promise<void> {
  for (let frame = 0; frame < count; frame++) await new Promise((resolve) => setTimeout(resolve, 16));
}

/** Lets time pass until every promise has settled and all is as wanted. */
async function pass(
  clock: SinonFakeTimers,
  promises: readonly Promise<unknown>[],
  isDone = () => true,
): Promise<void> {
  const open = new Set(promises);
  for (const promise of promises) void Promise.allSettled([promise]).then(() => open.delete(promise));
  for (let seconds = 0; open.size > 0 || !isDone(); seconds += 2) {
    assert.isBelow(seconds, LONGEST_S, `${open.size} promises have not settled, or a session stays open.`);
    await frames(2);
    clock.jump(2_000);
  }
}
