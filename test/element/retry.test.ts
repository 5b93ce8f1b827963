import {assert} from '@open-wc/testing';
import sinon from 'sinon';
import {Retry} from '../../src/element/retry.js';

suite('what could not be downloaded is tried again', () => {
  let clock: sinon.SinonFakeTimers;
  let host: HTMLElement;
  let tries: number;
  let retry: Retry;

  setup(() => {
    clock = sinon.useFakeTimers({toFake: ['setTimeout', 'clearTimeout']});
    host = document.createElement('div');
    document.body.append(host);
    tries = 0;
    retry = new Retry(host, () => tries++);
  });

  teardown(() => {
    retry.hostDisconnected();
    assert.isAtMost(clock.countTimers(), 0);
    host.remove();
    sinon.restore();
    clock.restore();
  });

  const online = () => globalThis.dispatchEvent(new Event('online'));
  const press = () => document.body.dispatchEvent(new PointerEvent('pointerdown', {bubbles: true}));
  const visible = () => document.dispatchEvent(new Event('visibilitychange'));

  for (const [when, sign] of Object.entries({
    'the network is back': online,
    'the visitor presses something': press,
    'the visitor comes back to the page': visible,
  })) {
    test(`once when ${when}, and not before it has failed`, () => {
      sign();
      assert.equal(tries, 0);
      retry.plan();
      sign();
      sign();
      assert.equal(tries, 1);
    });
  }

  test('by itself after growing pauses, three times in all', () => {
    const at: number[] = [];
    retry.plan();
    for (let second = 1; second <= 600; second++) {
      clock.tick(1_000);
      if (tries === at.length) continue;
      at.push(second);
      retry.plan();
    }
    assert.deepEqual(at, [4, 20, 84]);
    online();
    assert.equal(tries, 4);
  });

  test('not without a network, in a tab in the background, or out of the document, but afterwards', () => {
    retry.plan();
    const network = sinon.stub(navigator, 'onLine').value(false);
    clock.tick(4_000);
    press();
    assert.equal(tries, 0);
    network.restore();
    const tab = sinon.stub(document, 'visibilityState').value('hidden');
    online();
    visible();
    assert.equal(tries, 0);
    tab.restore();
    host.remove();
    retry.hostDisconnected();
    online();
    press();
    clock.tick(100_000);
    retry.plan();
    online();
    assert.equal(tries, 0);
    document.body.append(host);
    retry.hostConnected();
    assert.equal(tries, 1);
    retry.hostConnected();
    assert.equal(tries, 1);
  });
});
