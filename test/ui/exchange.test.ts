import {assert} from '@open-wc/testing';
import sinon from 'sinon';
import {
  AvatarMessageEvent,
  AvatarSpeechStartEvent,
  AvatarUserSpeechStartEvent,
} from '../../src/session/events.js';
import {Exchange} from '../../src/ui/state/exchange.js';

let clock: sinon.SinonFakeTimers;
const message = (role: 'user' | 'avatar', text: string, final = true) =>
  new AvatarMessageEvent(role, text, final, null);

suite('what the visitor has sent', () => {
  setup(() => (clock = sinon.useFakeTimers()));
  teardown(() => clock.restore());

  test('is shown at once, until the server accepts it', () => {
    let changes = 0;
    const exchange = new Exchange(() => changes++);
    exchange.send('One');
    assert.equal(changes, 1);
    exchange.send('Two');
    assert.deepEqual(
      exchange.sent.map(({text}) => text),
      ['One', 'Two'],
    );
    exchange.receive(message('user', 'One'));
    assert.deepEqual(
      exchange.sent.map(({text}) => text),
      ['Two'],
    );
  });

  test('stays where it could not be sent, until it is sent again; the end gives it back', () => {
    const exchange = new Exchange(() => {});
    exchange.fail(exchange.send('One'));
    exchange.receive(message('user', 'One')); // the same words, spoken
    assert.isTrue(exchange.hasFailed('One'));
    exchange.accept(exchange.send('One'));
    assert.lengthOf(exchange.sent, 0);
    exchange.fail(exchange.send('Two'));
    assert.equal(exchange.end(), 'Two');
    assert.lengthOf(exchange.sent, 0);
  });

  for (const [what, answer] of [
    ['word', message('avatar', 'Well', false)],
    ['sound', new AvatarSpeechStartEvent(null)],
  ] as const) {
    test(`the avatar thinks from 300 ms after it until its first ${what}`, () => {
      let changes = 0;
      const exchange = new Exchange(() => changes++);
      exchange.accept(exchange.send('One'));
      clock.tick(299);
      assert.isFalse(exchange.isThinking);
      const before = changes;
      clock.tick(1);
      assert.isTrue(exchange.isThinking);
      assert.isAbove(changes, before);
      assert.equal(exchange.waiting, 'One');
      exchange.receive(answer);
      assert.deepEqual([exchange.isThinking, exchange.waiting], [false, '']);
      clock.tick(60_000);
      assert.isFalse(exchange.isThinking);
    });
  }

  test('it thinks of spoken words as well, until the visitor speaks again', () => {
    const exchange = new Exchange(() => {});
    exchange.receive(message('user', 'Wait', false));
    clock.tick(1_000);
    assert.isFalse(exchange.isThinking);
    exchange.receive(message('user', 'Wait, what?'));
    clock.tick(300);
    assert.isTrue(exchange.isThinking);
    exchange.receive(new AvatarUserSpeechStartEvent());
    assert.isFalse(exchange.isThinking);
  });

  test('an avatar that never answers stops thinking, and so does one that was sent nothing', () => {
    const exchange = new Exchange(() => {});
    exchange.accept(exchange.send('One'));
    clock.tick(300);
    clock.tick(30_000);
    assert.isFalse(exchange.isThinking);
    exchange.fail(exchange.send('Two'));
    clock.tick(300);
    assert.isFalse(exchange.isThinking);
    exchange.send('Three');
    exchange.end();
    clock.tick(300);
    assert.isFalse(exchange.isThinking);
  });
});
