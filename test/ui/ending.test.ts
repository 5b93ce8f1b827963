import {assert} from '@open-wc/testing';
import sinon from 'sinon';
import {Ending} from '../../src/ui/state/ending.js';

let clock: sinon.SinonFakeTimers;

suite('the end as the visitor sees it', () => {
  setup(() => (clock = sinon.useFakeTimers()));
  teardown(() => clock.restore());

  test('comes 300 ms after somebody has ended the conversation, also while the server has not confirmed it', () => {
    let changes = 0;
    const ending = new Ending(() => changes++);
    ending.follow('stopping');
    clock.tick(299);
    assert.deepEqual([ending.phase, changes], ['stopping', 0]);
    clock.tick(1);
    assert.deepEqual([ending.phase, changes], ['ended', 1]);
  });

  test('comes at once where it is confirmed before, and a new start is not overtaken by it', () => {
    const ending = new Ending(() => assert.fail('changed'));
    ending.follow('stopping');
    ending.follow('ended');
    assert.equal(ending.phase, 'ended');
    ending.follow('stopping');
    ending.follow('connecting');
    clock.tick(1_000);
    assert.equal(ending.phase, 'connecting');
  });

  test('the conversation is as long as the avatar was on screen', () => {
    const ending = new Ending(() => {});
    for (const state of ['connecting', 'live', 'reconnecting', 'live', 'stopping'] as const) {
      ending.follow(state);
      clock.tick(10_000);
    }
    ending.follow('ended');
    assert.equal(ending.seconds, 30);
    ending.follow('connecting');
    ending.follow('failed');
    assert.deepEqual([ending.liveAt, ending.seconds], [null, 0]);
  });
});
