import {assert} from '@open-wc/testing';
import {useFakeTimers, type SinonFakeTimers} from 'sinon';
import {
  next,
  RoomMachine,
  type RoomHealth,
  type RoomMachineEvent,
  type RoomState,
  type RoomTransition,
} from '../../../src/session/room/room-machine.js';

/** What each event does to a healthy room; what a row does not name changes nothing. */
const EXPECTED: Record<RoomState, Partial<Record<RoomMachineEvent, RoomState>>> = {
  idle: {join: 'joining', leave: 'left'},
  joining: {joined: 'connected', closed: 'lost', replaced: 'lost', leave: 'left'},
  connected: {
    interrupted: 'recovering',
    'resumed-without-avatar': 'recovering',
    'media-stalled': 'recovering',
    'picture-stalled': 'recovering',
    disconnected: 'rejoining',
    'avatar-left': 'lost',
    closed: 'lost',
    replaced: 'lost',
    leave: 'left',
  },
  recovering: {
    resumed: 'connected',
    'avatar-track': 'connected',
    'media-restored': 'connected',
    'picture-restored': 'connected',
    disconnected: 'rejoining',
    'recovery-timeout': 'rejoining',
    'avatar-left': 'lost',
    'avatar-timeout': 'lost',
    'reconnect-timeout': 'lost',
    closed: 'lost',
    replaced: 'lost',
    leave: 'left',
  },
  rejoining: {
    rejoined: 'connected',
    'rejoin-failed': 'pausing',
    disconnected: 'pausing',
    'reconnect-timeout': 'lost',
    closed: 'lost',
    replaced: 'lost',
    leave: 'left',
  },
  pausing: {
    'pause-over': 'rejoining',
    'reconnect-timeout': 'lost',
    closed: 'lost',
    replaced: 'lost',
    leave: 'left',
  },
  lost: {leave: 'left'},
  left: {},
};

/** A `Record`, so that an event that is added cannot be forgotten here. */
const EVENTS = Object.keys({
  join: 0,
  joined: 0,
  rejoined: 0,
  'rejoin-failed': 0,
  leave: 0,
  interrupted: 0,
  resumed: 0,
  'resumed-without-avatar': 0,
  'avatar-joined': 0,
  'avatar-track': 0,
  'avatar-left': 0,
  disconnected: 0,
  closed: 0,
  replaced: 0,
  'media-stalled': 0,
  'media-restored': 0,
  'picture-stalled': 0,
  'picture-restored': 0,
  'recovery-timeout': 0,
  'reconnect-timeout': 0,
  'avatar-timeout': 0,
  'pause-over': 0,
} satisfies Record<RoomMachineEvent, 0>) as RoomMachineEvent[];

const HEALTHY: RoomHealth = {
  isOnline: true,
  isMediaArriving: true,
  isAvatarPresent: true,
  isAvatarPublished: true,
  isPictureMoving: true,
};

suite('RoomMachine: transitions', () => {
  for (const [state, row] of Object.entries(EXPECTED) as [RoomState, (typeof EXPECTED)[RoomState]][]) {
    test(`every event in the state ${state}`, () => {
      for (const event of EVENTS) {
        const {state: to} = next({state, health: HEALTHY}, event);
        assert.equal(to, row[event] ?? state, `${state} × ${event}`);
      }
    });
  }

  /** What is wrong with a room, the event that says so and the events that mend it. */
  const faults: {fault: RoomMachineEvent; cures: RoomMachineEvent[]}[] = [
    {fault: 'interrupted', cures: ['resumed']},
    {fault: 'resumed-without-avatar', cures: ['resumed', 'avatar-track']},
    {fault: 'media-stalled', cures: ['media-restored']},
    {fault: 'picture-stalled', cures: ['picture-restored']},
  ];
  const every: RoomMachineEvent[] = [
    'resumed',
    'avatar-joined',
    'avatar-track',
    'media-restored',
    'picture-restored',
  ];

  for (const {fault, cures} of faults) {
    test(`${fault}: the room recovers by ${cures.join(' or ')} alone`, () => {
      const broken = next({state: 'connected', health: HEALTHY}, fault);
      assert.equal(broken.state, 'recovering');
      for (const event of every) {
        const expected = cures.includes(event) ? 'connected' : 'recovering';
        assert.equal(next(broken, event).state, expected, event);
      }
    });

    test(`${fault} while the room is joined again: it has to recover`, () => {
      const broken = next({state: 'rejoining', health: HEALTHY}, fault);
      assert.equal(broken.state, 'rejoining');
      assert.equal(next(broken, 'rejoined').state, 'recovering');
    });
  }

  for (const [fault, expected] of [
    ['interrupted', 'recovering'],
    ['media-stalled', 'recovering'],
    ['picture-stalled', 'recovering'],
    // The avatar may still be on its way.
    ['resumed-without-avatar', 'connected'],
    ['avatar-left', 'connected'],
  ] as const) {
    test(`${fault} while the room is joined: it is ${expected} then`, () => {
      const joining = next({state: 'joining', health: HEALTHY}, fault);
      assert.equal(joining.state, 'joining');
      assert.equal(next(joining, 'joined').state, expected);
    });
  }

  test('a room with two faults is connected once both are mended', () => {
    let room = next({state: 'connected', health: HEALTHY}, 'interrupted');
    room = next(room, 'media-stalled');
    room = next(room, 'resumed');
    assert.equal(room.state, 'recovering');
    assert.equal(next(room, 'media-restored').state, 'connected');
  });

  test('an avatar that has joined again is missing until it has a track', () => {
    let room = next({state: 'connected', health: HEALTHY}, 'media-stalled');
    for (const event of ['resumed-without-avatar', 'avatar-joined', 'media-restored'] as const) {
      room = next(room, event);
      assert.equal(room.state, 'recovering', event);
    }
    assert.equal(next(room, 'avatar-track').state, 'connected');
  });

  test('an avatar that left while the room was joined again is missing from it', () => {
    const room = next({state: 'rejoining', health: HEALTHY}, 'avatar-left');
    assert.equal(room.state, 'rejoining');
    assert.equal(next(room, 'rejoined').state, 'recovering');
    assert.equal(next(next(room, 'avatar-track'), 'rejoined').state, 'connected');
  });

  test('a picture that stopped in the room before is missing from the next one until a frame comes', () => {
    let room = next({state: 'connected', health: HEALTHY}, 'picture-stalled');
    room = next(room, 'recovery-timeout');
    assert.equal(room.state, 'rejoining');
    assert.equal(next(next(room, 'picture-restored'), 'rejoined').state, 'connected');
    room = next(room, 'rejoined');
    assert.equal(room.state, 'recovering');
    assert.equal(next(room, 'picture-restored').state, 'connected');
  });

  test('a fault of the room before is no fault of the room that is joined in its place', () => {
    let room = next({state: 'connected', health: HEALTHY}, 'media-stalled');
    room = next(room, 'recovery-timeout');
    assert.equal(next(room, 'rejoined').state, 'connected');
    room = next(next(next(room, 'interrupted'), 'disconnected'), 'pause-over');
    assert.equal(room.state, 'rejoining');
    assert.equal(next(room, 'rejoined').state, 'connected');
  });
});

suite('RoomMachine: timers', () => {
  let clock: SinonFakeTimers;
  let seen: RoomTransition[];
  let machine: RoomMachine;

  const after = (...events: RoomMachineEvent[]) => {
    seen = [];
    machine = new RoomMachine({reconnect: 30_000}, (transition) => seen.push(transition));
    for (const event of events) machine.send(event);
  };

  /** Asserts that nothing happens until `ms` have passed, and this then. */
  const assertNext = async (ms: number, event: RoomMachineEvent, to: RoomState) => {
    seen = [];
    await clock.tickAsync(ms - 1);
    assert.deepEqual(seen, []);
    await clock.tickAsync(1);
    assert.deepEqual(
      seen.map((transition) => [transition.event, transition.to]),
      [[event, to]],
    );
  };

  setup(() => {
    clock = useFakeTimers();
  });

  teardown(() => clock.restore());

  const CONNECTED: RoomMachineEvent[] = ['join', 'joined'];
  const REJOINING: RoomMachineEvent[] = [...CONNECTED, 'disconnected'];

  test('run in these states, and in no other', () => {
    const expected: [state: RoomState, events: RoomMachineEvent[], timers: number][] = [
      ['idle', [], 0],
      ['joining', ['join'], 0],
      ['connected', CONNECTED, 0],
      // Those of the recovery and of the whole reconnect.
      ['recovering', [...CONNECTED, 'interrupted'], 2],
      // That of the missing avatar as well.
      ['recovering', [...CONNECTED, 'interrupted', 'resumed-without-avatar'], 3],
      ['recovering', [...CONNECTED, 'interrupted', 'resumed-without-avatar', 'interrupted'], 2],
      ['recovering', [...CONNECTED, 'interrupted', 'resumed-without-avatar', 'avatar-joined'], 2],
      // That of the whole reconnect.
      ['rejoining', REJOINING, 1],
      ['rejoining', [...REJOINING, 'resumed-without-avatar'], 1],
      // That of the pause as well.
      ['pausing', [...REJOINING, 'disconnected'], 2],
      ['connected', [...REJOINING, 'rejoined'], 0],
      ['lost', [...REJOINING, 'disconnected', 'closed'], 0],
      ['lost', [...CONNECTED, 'interrupted', 'replaced'], 0],
      ['left', [...REJOINING, 'disconnected', 'leave'], 0],
    ];
    for (const [state, events, timers] of expected) {
      const before = clock.countTimers();
      after(...events);
      assert.equal(machine.state, state);
      assert.equal(clock.countTimers() - before, timers, events.join(', '));
    }
  });

  test('a room has two thirds of the time to recover, counted from its first fault', async () => {
    after(...CONNECTED, 'interrupted');
    await clock.tickAsync(5_000);
    machine.send('media-stalled');
    await assertNext(15_000, 'recovery-timeout', 'rejoining');
  });

  test('a room that has recovered has as much time again', async () => {
    after(...CONNECTED, 'interrupted');
    await clock.tickAsync(19_999);
    machine.send('resumed');
    await clock.tickAsync(60_000);
    assert.equal(machine.state, 'connected');
    machine.send('interrupted');
    await assertNext(20_000, 'recovery-timeout', 'rejoining');
  });

  test('the whole reconnect has its time, whatever the tries', async () => {
    after(...CONNECTED, 'interrupted');
    await clock.tickAsync(20_000);
    for (const _ of [1, 2, 3]) {
      machine.send('rejoin-failed');
      await clock.tickAsync(1_000);
    }
    assert.equal(machine.state, 'rejoining');
    await assertNext(7_000, 'reconnect-timeout', 'lost');
  });

  test('the whole reconnect also ends in a pause, and in a room that is joined again and not healthy', async () => {
    after(...REJOINING);
    await clock.tickAsync(29_500);
    machine.send('rejoin-failed');
    await assertNext(500, 'reconnect-timeout', 'lost');

    after(...REJOINING);
    await clock.tickAsync(29_000);
    machine.send('interrupted');
    machine.send('rejoined');
    await assertNext(1_000, 'reconnect-timeout', 'lost');
  });

  test('a reconnect may take any time', async () => {
    machine = new RoomMachine({reconnect: Infinity}, (transition) => seen.push(transition));
    machine.send('join');
    machine.send('joined');
    machine.send('interrupted');
    await clock.tickAsync(3_600_000);
    assert.equal(machine.state, 'recovering');
  });

  test('each reconnect has its own time', async () => {
    after(...REJOINING);
    await clock.tickAsync(29_999);
    machine.send('rejoined');
    machine.send('disconnected');
    await assertNext(30_000, 'reconnect-timeout', 'lost');
  });

  test('the tries are a second apart', async () => {
    after(...REJOINING);
    for (const failure of ['rejoin-failed', 'disconnected', 'rejoin-failed'] as const) {
      machine.send(failure);
      await assertNext(1_000, 'pause-over', 'rejoining');
    }
  });

  test('an avatar may be missing for 5 s from a room that LiveKit has restored', async () => {
    after(...CONNECTED, 'interrupted');
    await clock.tickAsync(10_000);
    machine.send('resumed-without-avatar');
    await assertNext(5_000, 'avatar-timeout', 'lost');
  });

  test('those 5 s start anew when the connection is restored again', async () => {
    after(...CONNECTED, 'interrupted', 'resumed-without-avatar');
    await clock.tickAsync(4_999);
    machine.send('interrupted');
    await clock.tickAsync(5_000);
    machine.send('resumed-without-avatar');
    await assertNext(5_000, 'avatar-timeout', 'lost');
  });

  test('an avatar that is back without a track has the rest of the recovery’s time', async () => {
    after(...CONNECTED, 'interrupted', 'resumed-without-avatar');
    await clock.tickAsync(4_999);
    machine.send('avatar-joined');
    await assertNext(15_001, 'recovery-timeout', 'rejoining');
  });

  test('the state and its timers are in place when the transition is reported', () => {
    const states: RoomState[] = [];
    const reentrant = new RoomMachine({reconnect: 30_000}, ({to}) => {
      assert.equal(reentrant.state, to);
      assert.equal(clock.countTimers(), to === 'recovering' ? 2 : 0);
      states.push(to);
      if (to === 'recovering') reentrant.send('leave');
    });
    for (const event of ['join', 'joined', 'interrupted', 'resumed'] as const) reentrant.send(event);
    assert.deepEqual(states, ['joining', 'connected', 'recovering', 'left']);
    assert.equal(clock.countTimers(), 0);
  });
});
