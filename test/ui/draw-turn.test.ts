import {assert} from '@open-wc/testing';
import sinon from 'sinon';
import type {SessionState} from '../../src/session/session-state.js';
import type {PanelHost} from '../../src/ui/panel-host.js';
import {DrawTurn} from '../../src/ui/state/draw-turn.js';
import {inNextTask} from '../../src/session/util/in-next-task.js';
import {part, place, shows, useSandbox} from '../support/test-elements.js';
import {nextEvent} from '../support/waiting.js';

/** A task of its own, also while a test fakes the clock. */
const nextTask = (): Promise<void> => new Promise((resolve) => inNextTask(resolve));

/** What the browser calls when it paints the next frame of the video. */
let paint: () => void;
let host: {state: SessionState; video: Partial<HTMLVideoElement>};
let turn: DrawTurn;

/** Asks for a turn, and notes when it has come. */
function ask(): {hasCome: boolean} {
  const asked = {hasCome: false};
  void Promise.resolve(turn.next()).then(() => (asked.hasCome = true));
  return asked;
}

suite('when the element draws', () => {
  setup(() => {
    const requestVideoFrameCallback = (callback: VideoFrameRequestCallback) => {
      paint = () => callback(0, {} as VideoFrameCallbackMetadata);
      return 0;
    };
    host = {state: 'connecting', video: {requestVideoFrameCallback}};
    turn = new DrawTurn(host as PanelHost);
  });
  teardown(() => sinon.restore());

  test('while a session connects, in a task of its own: what the start sends goes first', async () => {
    const asked = ask();
    await Promise.resolve().then(() => {});
    assert.isFalse(asked.hasCome);
    await nextTask();
    assert.isTrue(asked.hasCome);
  });

  test('at the first frame, once that is painted; then at once, until the next session', async () => {
    host.state = 'live';
    const first = ask();
    await nextTask();
    assert.isFalse(first.hasCome);
    paint();
    assert.isFalse(first.hasCome);
    await nextTask();
    assert.isTrue(first.hasCome);

    host.state = 'reconnecting';
    assert.isUndefined(turn.next());
    host.state = 'live';
    const second = ask();
    await Promise.resolve().then(() => {});
    assert.isTrue(second.hasCome);

    host.state = 'connecting';
    ask();
    host.state = 'live';
    const third = ask();
    await nextTask();
    assert.isFalse(third.hasCome);
  });

  for (const [name, video] of [
    ['paints no frame, as a hidden page', null],
    ['does not tell of frames', {}],
  ] as const) {
    test(`not later than after 100 ms, where the browser ${name}`, async () => {
      const clock = sinon.useFakeTimers({toFake: ['setTimeout']});
      if (video) host.video = video;
      host.state = 'live';
      const asked = ask();
      clock.tick(99);
      await nextTask();
      assert.isFalse(asked.hasCome);
      clock.tick(1);
      await nextTask();
      assert.isTrue(asked.hasCome);
    });
  }

  test('at once before a session and after it', () => {
    for (const state of ['idle', 'stopping', 'ended', 'failed'] as const) {
      host.state = state;
      assert.isUndefined(turn.next(), state);
    }
  });
});

suite('the first frame', () => {
  useSandbox();

  test('is shown before the controls are drawn', async () => {
    const element = place({controls: '', muted: ''});
    const playing = nextEvent(element, 'avatar-playing');
    const started = element.start();
    await playing;
    assert.isTrue(element.video.matches('.shown'), 'the picture');
    assert.isNull(part(element, 'controls'));
    await started;
    await element.updateComplete;
    assert.isTrue(shows(element, 'controls'));
  });
});
