import {assert} from '@open-wc/testing';
import fc from 'fast-check';
import '../../src/index.js';
import type {HeygenAvatarElement} from '../../src/index.js';
import {startSandbox, type Endpoint, type Sandbox} from '../../src/sandbox/index.js';
import {TRANSITIONS} from '../../src/session/session-state.js';

/** What may happen to an element, one after the other, without waiting for what it begins. */
type Step =
  | {
      do:
        | 'start'
        | 'stop'
        | 'speak'
        | 'chat'
        | 'interrupt'
        | 'keepAlive'
        | 'startMicrophone'
        | 'stopMicrophone';
    }
  | {do: 'startAndAbort' | 'remove' | 'append' | 'kill' | 'avatarLeaves' | 'dropSignal'}
  | {do: 'fail'; endpoint: Endpoint; status: number}
  | {do: 'wait'; frames: number};

const call = fc.constantFrom(
  ...([
    'start',
    'stop',
    'speak',
    'chat',
    'interrupt',
    'keepAlive',
    'startMicrophone',
    'stopMicrophone',
  ] as const),
);
const event = fc.constantFrom(
  ...(['startAndAbort', 'remove', 'append', 'kill', 'avatarLeaves', 'dropSignal'] as const),
);
const step: fc.Arbitrary<Step> = fc.oneof(
  {weight: 6, arbitrary: fc.record({do: call})},
  {weight: 3, arbitrary: fc.record({do: event})},
  {weight: 1, arbitrary: failing(['token', 'new', 'start', 'task', 'signal'], [400, 401, 429, 500])},
  // A stop that the far end refuses for good is the one thing that no client can mend.
  {weight: 1, arbitrary: failing(['stop'], [429, 500])},
  {
    weight: 3,
    arbitrary: fc.record({do: fc.constant('wait' as const), frames: fc.integer({min: 1, max: 30})}),
  },
);

function failing(endpoints: Endpoint[], statuses: number[]): fc.Arbitrary<Step> {
  return fc.record({
    do: fc.constant('fail' as const),
    endpoint: fc.constantFrom(...endpoints),
    status: fc.constantFrom(...statuses),
  });
}

// Firefox needs several times as long for a session.
const RUNS = navigator.userAgent.includes('Firefox') ? 5 : 25;
/** The longest of the element's own limits that a run can meet, and some. */
const SETTLE_MS = 40_000;
const {setTimeout} = globalThis;

suite('an element, whatever happens to it', () => {
  test('has one open session at most, moves as drawn, settles every promise and stops what it made', async () => {
    await fc.assert(fc.asyncProperty(fc.array(step, {minLength: 2, maxLength: 14}), run), {
      numRuns: RUNS,
      endOnFailure: true,
    });
  }).timeout(280_000);
});

async function run(steps: readonly Step[]): Promise<void> {
  const sandbox = await startSandbox({msPerCharacter: 2});
  const element = document.createElement('heygen-avatar');
  element.tokenUrl = sandbox.tokenUrl;
  element.apiUrl = sandbox.origin;
  element.muted = true;
  element.microphone = true;
  document.body.append(element);
  const wrong: string[] = [];
  element.addEventListener('avatar-statechange', ({oldState, state}) => {
    if (!TRANSITIONS[oldState].includes(state)) wrong.push(`${oldState} to ${state}`);
  });
  const promises: Promise<unknown>[] = [];
  try {
    for (const each of steps) {
      await carryOut(each, element, sandbox, promises);
      if (sandbox.openSessions > 1) wrong.push(`${sandbox.openSessions} sessions are open`);
    }
    promises.push(element.stop());
    await settled(promises);
    element.remove();
    await element.stop();
    assert.deepEqual(wrong, []);
    assert.equal(sandbox.openSessions, 0);
    for (const {stops, endedBy} of sandbox.sessions) assert.isTrue(stops > 0 || endedBy !== undefined);
    assert.include(['idle', 'ended', 'failed'], element.state);
    assert.isFalse(element.microphoneOpen);
  } finally {
    element.remove();
    await sandbox.stop();
  }
}

async function carryOut(
  each: Step,
  element: HeygenAvatarElement,
  sandbox: Sandbox,
  promises: Promise<unknown>[],
): Promise<void> {
  const room = () => (sandbox.sessions.length > 0 ? sandbox.room() : undefined);
  switch (each.do) {
    case 'speak':
    case 'chat': {
      const task = element[each.do]('Some words.');
      promises.push(
        task,
        task.then(({ended}) => ended),
      );
      break;
    }
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
    case 'kill':
      room()?.kill();
      break;
    case 'avatarLeaves':
      room()?.avatarLeaves();
      break;
    case 'dropSignal':
      room()?.dropSignal();
      break;
    case 'fail':
      sandbox.inject(each.endpoint, {status: each.status});
      break;
    case 'wait':
      for (let frame = 0; frame < each.frames; frame++)
        await new Promise((resolve) => setTimeout(resolve, 16));
      break;
    default:
      promises.push(element[each.do]());
  }
  for (const promise of promises) promise.catch(() => {}); // how it settles is for other tests
}

async function settled(promises: readonly Promise<unknown>[]): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('A promise has not settled.')), SETTLE_MS);
  });
  await Promise.race([Promise.allSettled(promises), late]);
  clearTimeout(timer);
}
