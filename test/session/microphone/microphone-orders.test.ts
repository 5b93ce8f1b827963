import {assert} from '@open-wc/testing';
import type {MicrophoneMode} from '../../../src/session/microphone/desired-microphone.js';
import {avatarError} from '../../../src/session/errors/make-error.js';
import {AWAITED, FakeWorld, microtasks, orders} from './fake-world.js';

/** More microtasks than any one wish takes: see the first test. */
const MOST_MICROTASKS = 30;
/** As many as three wishes take. */
const ALL_MICROTASKS = 60;
const ORDERS = [...orders(1), ...orders(2), ...orders(3)];

/** Wishes in an order, and how each was settled. */
class Wishes {
  /** `pending`, `reached`, `stopped`, or the error. */
  readonly outcomes: unknown[] = [];
  readonly #world: FakeWorld;
  last: MicrophoneMode = 'closed';

  constructor(world: FakeWorld) {
    this.#world = world;
  }

  want(mode: MicrophoneMode): void {
    const index = this.outcomes.push('pending') - 1;
    this.last = mode;
    this.#world.desired.want(mode).then(
      () => (this.outcomes[index] = 'reached'),
      (error: unknown) => (this.outcomes[index] = error instanceof DOMException ? 'stopped' : error),
    );
    this.check();
  }

  /** What must be true at every moment, also right after a call. */
  readonly check = (): void => {
    const {isHeard, serverListens} = this.#world;
    if (!isHeard) return;
    assert.include(['open', 'held'], this.last, 'heard though it was closed or let go');
    if (this.last === 'held') assert.isTrue(serverListens, 'heard before the server listens');
  };
}

/** What must be true once all is done. */
function assertEnd(world: FakeWorld, wishes: Wishes, order: readonly MicrophoneMode[]): void {
  const {live, isHeard, serverListens, controller, tracks, told} = world;
  const last = order.at(-1);
  assert.equal(isHeard, last === 'open' || last === 'held', 'heard');
  assert.equal(serverListens, last === 'held', 'the server listens');
  assert.isAtMost(live.length, 1, 'open devices');
  assert.equal(controller.isOpen, live.length === 1, 'open');
  assert.equal(controller.muted, last === 'released' && controller.isOpen, 'muted');
  for (const {isPublished, isLive} of tracks) assert.equal(isPublished, isLive, 'published');
  const wishesSince = order.slice(order.lastIndexOf('closed') + 1);
  if (isOpenWanted(order)) assert.equal(live.length, 1, 'it is wanted open');
  else if (!wishesSince.includes('held')) assert.equal(live.length, 0, 'nobody wants it open');
  told.forEach((word, index) => assert.equal(word, index % 2 === 0 ? 'press' : 'release'));
  wishes.outcomes.forEach((outcome, index) => {
    const wantsMore = order[index] === 'open' || order[index] === 'held';
    const isStopped = order.indexOf('closed', index + 1) !== -1;
    if (outcome === 'stopped') assert.isTrue(wantsMore && isStopped, `wish ${index} was stopped`);
    else assert.equal(outcome, 'reached', `wish ${index}`);
  });
}

async function inOrder(
  world: FakeWorld,
  order: readonly MicrophoneMode[],
  between: number,
  {isStarted = true} = {},
): Promise<Wishes> {
  const wishes = new Wishes(world);
  if (isStarted) world.controller.start();
  for (const mode of order) {
    wishes.want(mode);
    await microtasks(between, wishes.check);
  }
  if (!isStarted) world.controller.start();
  await microtasks(ALL_MICROTASKS, wishes.check);
  return wishes;
}

/** Whether the last wish wants the device open: a release does where the page has opened it, not for a press that is over. */
function isOpenWanted(order: readonly MicrophoneMode[]): boolean {
  const wishes = order.slice(order.lastIndexOf('closed') + 1);
  return wishes.includes('open') || wishes.at(-1) === 'held';
}

suite('the microphone, whatever the order of the calls', () => {
  teardown(() => FakeWorld.restore());

  test('a wish takes fewer microtasks than are tried', async () => {
    const world = new FakeWorld();
    world.controller.start();
    let isReached = false;
    void world.desired.want('held').then(() => (isReached = true));
    await microtasks(MOST_MICROTASKS);
    assert.isTrue(isReached);
  });

  for (const order of ORDERS) {
    const name = order.join(', ');

    test(`${name}, at every moment of the wish before`, async () => {
      for (let between = 0; between <= MOST_MICROTASKS; between++) {
        const world = new FakeWorld();
        const wishes = await inOrder(world, order, between);
        assertEnd(world, wishes, order);
      }
    });

    test(`${name}, while one step is not answered`, async () => {
      for (const held of AWAITED) {
        const world = new FakeWorld(held);
        const wishes = await inOrder(world, order, ALL_MICROTASKS);
        assert.isAtMost(world.live.length, 1);
        world.answer();
        await microtasks(ALL_MICROTASKS, wishes.check);
        assertEnd(world, wishes, order);
      }
    });

    test(`${name}, before the session is live`, async () => {
      const world = new FakeWorld();
      const wishes = await inOrder(world, order, 1, {isStarted: false});
      assertEnd(world, wishes, order);
      assert.equal(world.asked, isOpenWanted(order) ? 1 : 0);
    });

    test(`${name}, and then the session ends`, async () => {
      for (let between = 0; between <= MOST_MICROTASKS; between += 3) {
        const world = new FakeWorld();
        const wishes = await inOrder(world, order.slice(0, -1), between);
        wishes.want(order.at(-1) ?? 'closed');
        await microtasks(between, wishes.check);
        wishes.last = 'closed';
        world.controller.dispose(new Error('over'));
        wishes.check();
        await microtasks(ALL_MICROTASKS, wishes.check);
        assert.equal(world.live.length, 0);
        assert.equal(world.desired.mode, 'closed');
        assert.notInclude(wishes.outcomes, 'pending');
      }
    });
  }

  for (const held of AWAITED) {
    test(`three wishes at once while ${held} of the first is not answered`, async () => {
      for (const order of orders(4)) {
        const world = new FakeWorld(held);
        const wishes = await inOrder(world, order.slice(0, 1), ALL_MICROTASKS);
        for (const mode of order.slice(1)) wishes.want(mode);
        await microtasks(ALL_MICROTASKS, wishes.check);
        world.answer();
        await microtasks(ALL_MICROTASKS, wishes.check);
        assertEnd(world, wishes, order);
        const isPressOver = order.slice(1).includes('closed') && !isOpenWanted(order);
        if (isPressOver) assert.equal(world.live.length, 0, order.join());
      }
    });
  }

  const FAULTS = {
    load: avatarError('load-failed'),
    ask: new DOMException('no', 'NotAllowedError'),
    publish: avatarError('connection-lost'),
    press: avatarError('push-to-talk-failed'),
    release: avatarError('push-to-talk-failed'),
    unpublish: avatarError('connection-lost'),
  };
  for (const step of AWAITED) {
    test(`where ${step} fails, every promise settles and the device is as is said`, async () => {
      for (const order of ORDERS) {
        for (const held of [undefined, step]) {
          const world = new FakeWorld(held);
          world.faults[step] = FAULTS[step];
          const wishes = await inOrder(world, order, ALL_MICROTASKS);
          world.answer();
          await microtasks(ALL_MICROTASKS, wishes.check);
          assert.notInclude(wishes.outcomes, 'pending', order.join());
          assert.equal(world.live.length, world.controller.isOpen ? 1 : 0, order.join());
          assert.equal(world.desired.mode === 'closed', world.live.length === 0, order.join());
          order.forEach((mode, index) => {
            if (mode === 'closed') assert.equal(wishes.outcomes[index], 'reached', order.join());
          });
        }
      }
    });
  }
});
