import {assert} from '@open-wc/testing';
import sinon from 'sinon';
import {TurnTitle} from '../../src/runtime/turn-title.js';
import {AvatarProgressEvent} from '../../src/session/events.js';

suite('TurnTitle', () => {
  let life: AbortController;
  let hidden: sinon.SinonStub;
  let turn: TurnTitle;
  const before = document.title;
  setup(() => {
    life = new AbortController();
    document.title = 'The shop';
    hidden = sinon.stub(document, 'hidden').value(true);
    turn = new TurnTitle(() => 'It is your turn', life.signal);
  });
  teardown(() => {
    life.abort();
    sinon.restore();
    document.title = before;
  });

  const steps = (...all: AvatarProgressEvent['step'][]) => {
    for (const step of all) turn.receive(new AvatarProgressEvent(step));
  };
  const show = () => {
    hidden.value(false);
    document.dispatchEvent(new Event('visibilitychange'));
  };

  test('a tab in the background says it, until the visitor comes back', () => {
    steps('token', 'session', 'queue');
    assert.equal(document.title, 'The shop');
    steps('connection', 'picture');
    assert.equal(document.title, '● It is your turn');
    show();
    assert.equal(document.title, 'The shop');
  });

  test('the end of the session takes it back as well', () => {
    steps('queue', 'connection');
    life.abort();
    assert.equal(document.title, 'The shop');
  });

  test('a title that the page has set since stays', () => {
    steps('queue', 'connection');
    document.title = 'The shop (1)';
    show();
    assert.equal(document.title, 'The shop (1)');
  });

  test('a start without a queue, and a tab that is in view, change nothing', () => {
    steps('token', 'session', 'connection');
    hidden.value(false);
    steps('queue', 'connection');
    assert.equal(document.title, 'The shop');
  });
});
