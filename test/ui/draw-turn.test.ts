import {assert} from '@open-wc/testing';
import sinon from 'sinon';
import type {SessionState} from '../../src/session/session-state.js';
import type {PanelHost} from '../../src/ui/panel-host.js';
import {DrawTurn} from '../../src/ui/state/draw-turn.js';
import {part, place, shows, useSandbox} from '../support/test-elements.js';
import {aTask, nextEvent, until} from '../support/waiting.js';

/** What the browser calls when it paints the next frame of the video. */
let paint: (() => void) | undefined;
let host: {state: SessionState; video: Partial<HTMLVideoElement>};
let turn: DrawTurn;
let clock: sinon.SinonFakeTimers;

/** Asks for a turn, and notes when it has come. */
function ask(isStarting = true): {hasCome: boolean; readonly come: Promise<void>} {
  const asked = {
    hasCome: false,
    come: Promise.resolve(turn.next(isStarting)).then(() => {
      asked.hasCome = true;
    }),
  };
  return asked;
}

suite('when the element draws', () => {
  setup(() => {
    const requestVideoFrameCallback = (callback: VideoFrameRequestCallback) => {
      paint = () => callback(0, {} as VideoFrameCallbackMetadata);
      return 0;
    };
    paint = undefined;
    host = {state: 'connecting', video: {requestVideoFrameCallback}};
    turn = new DrawTurn(host as PanelHost);
    clock = sinon.useFakeTimers({toFake: ['setTimeout']});
  });
  teardown(() => sinon.restore());

  for (const state of ['idle', 'connecting', 'ended'] as const) {
    test(`while a session starts (${state}), in a task of its own: what the start sends goes first`, async () => {
      host.state = state;
      const asked = ask();
      await Promise.resolve().then(() => {});
      assert.isFalse(asked.hasCome);
      await asked.come;
    });
  }

  test('at the first frame, once that is painted; then at once, until the next session', async () => {
    host.state = 'live';
    const first = ask();
    await aTask();
    assert.isFalse(first.hasCome);
    paint?.();
    await Promise.resolve().then(() => {});
    assert.isFalse(first.hasCome);
    await first.come;

    for (const state of ['live', 'reconnecting', 'live'] as const) {
      host.state = state;
      assert.isUndefined(turn.next(false), state);
    }

    host.state = 'connecting';
    await ask().come;
    host.state = 'live';
    const again = ask();
    await aTask();
    assert.isFalse(again.hasCome);
    paint?.();
    await again.come;
  });

  test('at the first frame, once that is painted, also where the update was asked for before it', async () => {
    const asked = ask();
    host.state = 'live';
    await until(() => paint !== undefined);
    assert.isFalse(asked.hasCome);
    paint?.();
    await asked.come;
    assert.isUndefined(turn.next(true));
  });

  for (const [name, video] of [
    ['paints no frame, as a hidden page', null],
    ['does not tell of frames', {}],
  ] as const) {
    test(`not later than after 100 ms, where the browser ${name}`, async () => {
      if (video) host.video = video;
      host.state = 'live';
      const asked = ask();
      clock.tick(99);
      await aTask();
      assert.isFalse(asked.hasCome);
      clock.tick(1);
      await asked.come;
    });
  }

  test('at once before a session and after it', () => {
    for (const state of ['idle', 'stopping', 'ended', 'failed'] as const) {
      host.state = state;
      assert.isUndefined(turn.next(false), state);
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
