import {assert} from '@open-wc/testing';
import 'axe-core';
import type * as Axe from 'axe-core';
import {sendKeys, emulateMedia} from '@web/test-runner-commands';
import sinon from 'sinon';
import {avatarError} from '../../src/session/errors/make-error.js';
import {AvatarErrorEvent, AvatarTimeWarningEvent} from '../../src/session/events.js';
import {nextEvent, until} from '../support/waiting.js';
import {AvatarStage} from '../support/avatar-stage.js';
import {miniPlayer} from '../support/mini-player.js';

/** axe-core defines this global. */
declare const axe: typeof Axe;

const stage = new AvatarStage();

/** What axe finds wrong with the element in its current state, contrast included. */
async function violations(): Promise<string[]> {
  await stage.settled();
  const {violations: found} = await axe.run(stage.element, {
    // axe cannot judge contrast over a picture: contrast.test.ts does.
    resultTypes: ['violations'],
    // A rule for whole pages.
    rules: {region: {enabled: false}},
  });
  return found.flatMap(({id, nodes}) =>
    nodes.map(({target, failureSummary}) => `${id} ${String(target)} ${failureSummary}`),
  );
}

const ALL = {controls: '', chat: '', captions: '', microphone: ''};

teardown(async () => {
  sinon.restore();
  sessionStorage.clear();
  await emulateMedia({colorScheme: 'light'});
  await stage.close();
});

for (const colorScheme of ['light', 'dark'] as const) {
  suite(`axe finds nothing: ${colorScheme}`, () => {
    setup(() => emulateMedia({colorScheme}));

    test('idle', async () => {
      await stage.open(ALL);
      assert.deepEqual(await violations(), []);
    });

    test('connecting', async () => {
      await stage.open(ALL);
      const hold = stage.sandbox.hold('new');
      stage.element.start().catch(() => {});
      await hold.arrived;
      await until(() => stage.part('cancel') !== null);
      assert.deepEqual(await violations(), []);
      hold.release();
    });

    test('live, speaking, with everything open', async () => {
      await stage.live(ALL, {msPerCharacter: 1000, sessionDurationLimit: 60});
      await stage.element.startMicrophone();
      await stage.element.speak('Read my lips.');
      await until(() => stage.part('captions') !== null && stage.part('choose-microphone') !== null);
      stage.element.deliver(new AvatarTimeWarningEvent(10));
      for (const name of ['text', 'more', 'choose-microphone']) {
        await stage.click(name);
        assert.deepEqual(await violations(), [], name);
      }
    });

    test('ended', async () => {
      await stage.live({...ALL, feedback: ''}, {answer: () => 'Yes.'});
      await (
        await stage.element.ask('Are you there?')
      ).ended;
      await stage.element.stop();
      await until(() => stage.part('star') !== null);
      await stage.click('download');
      assert.deepEqual(await violations(), []);
      await stage.click('star');
      assert.deepEqual(await violations(), [], 'with a comment');
      await stage.click('send-feedback');
      assert.deepEqual(await violations(), [], 'with thanks');
    });

    test('failed', async () => {
      await stage.open(ALL);
      stage.sandbox.inject('new', {status: 401, code: 400112});
      await stage.element.start().catch(() => {});
      await stage.element.updateComplete;
      stage.part('details')?.setAttribute('open', '');
      assert.deepEqual(await violations(), []);
    });

    for (const state of ['stopping', 'reconnecting']) {
      test(state, async () => {
        await stage.live(ALL);
        Object.defineProperty(stage.element, 'state', {configurable: true, get: () => state});
        stage.element.requestUpdate();
        await stage.element.updateComplete;
        if (state === 'stopping') assert.isTrue(stage.part('controls')?.matches('[inert]'));
        else assert.isNotNull(stage.part('banner'));
        assert.deepEqual(await violations(), []);
        Reflect.deleteProperty(stage.element, 'state');
      });
    }

    test('live and narrow, with a notice, then with each popup open', async () => {
      await stage.live(ALL);
      stage.element.style.inlineSize = '320px';
      stage.element.deliver(new AvatarErrorEvent(avatarError('speech-failed')));
      await stage.element.updateComplete;
      assert.deepEqual(await violations(), []);
      for (const name of ['more', 'text']) {
        await stage.click(name);
        assert.deepEqual(await violations(), [], name);
      }
    });

    test('the question whether the visitor is there', async () => {
      await stage.live({'no-keep-alive': '', 'activity-idle-timeout': '30'});
      sinon.useFakeTimers({toFake: ['Date'], now: Date.now() + 15_000});
      stage.element.requestUpdate();
      await stage.element.updateComplete;
      sinon.restore();
      assert.isNotNull(stage.part('idle-question'));
      assert.deepEqual(await violations(), []);
    });

    test('blocked sound, and the mini player', async () => {
      await stage.live({'mini-player': ''});
      const mini = miniPlayer(stage.element.words);
      Object.defineProperty(stage.element, 'mini', {configurable: true, get: () => mini});
      const play = sinon.stub(HTMLMediaElement.prototype, 'play');
      play.callsFake(function (this: HTMLMediaElement) {
        return this.muted
          ? play.wrappedMethod.call(this)
          : Promise.reject(new DOMException('', 'NotAllowedError'));
      });
      stage.element.muted = false;
      await stage.element.updateComplete;
      stage.element.video.pause();
      await until(() => stage.part('unlock') !== null);
      assert.isNotNull(stage.part('mini-close'));
      assert.deepEqual(await violations(), []);
      sinon.restore();
      Reflect.deleteProperty(stage.element, 'mini');
    });

    test('floating and live', async () => {
      await stage.live({...ALL, mode: 'floating', open: ''});
      await until(() => stage.part('panel-header') !== null);
      assert.deepEqual(await violations(), []);
    });

    test('floating, closed and open', async () => {
      await stage.open({...ALL, mode: 'floating'});
      await until(() => stage.part('launcher') !== null);
      assert.deepEqual(await violations(), []);
      await stage.click('launcher');
      assert.deepEqual(await violations(), []);
    });
  });
}

suite('keyboard alone', () => {
  test('starts, types, opens and closes the transcript and ends the session, without losing the focus', async () => {
    stage.widenPage();
    await stage.open({chat: ''});
    const focus = () => stage.focused ?? 'lost';
    await sendKeys({press: 'Tab'});
    assert.equal(focus(), 'start-button');
    const live = nextEvent(stage.element, 'avatar-playing');
    await sendKeys({press: 'Enter'});
    await live;
    await until(() => focus() === 'message-box');
    const answered = nextEvent(
      stage.element,
      'avatar-message',
      ({role, final}) => role === 'avatar' && final,
    );
    await sendKeys({type: 'Hello'});
    await sendKeys({press: 'Enter'});
    await answered;
    assert.equal(focus(), 'message-box');
    const seen = new Set<string>();
    while (!['more', 'text'].some((name) => focus().includes(name))) {
      await sendKeys({down: 'Shift'});
      await sendKeys({press: 'Tab'});
      await sendKeys({up: 'Shift'});
      seen.add(focus());
      assert.isBelow(seen.size, 10, [...seen].join());
    }
    await sendKeys({press: 'Enter'});
    await until(
      () => (stage.part('menu')?.hasAttribute('data-open') ?? false) || stage.part('transcript') !== null,
    );
    await sendKeys({press: 'Escape'});
    await until(() => ['more', 'text'].some((name) => focus().includes(name)));
    const ended = nextEvent(stage.element, 'avatar-end');
    while (focus() !== 'stop') {
      await sendKeys({press: 'Tab'});
      assert.notEqual(focus(), 'lost');
    }
    await sendKeys({press: 'Enter'});
    await ended;
    await until(() => focus() === 'restart');
  });

  test('a button that goes away passes the focus to where a second press does no harm', async () => {
    await stage.live({controls: ''}, {msPerCharacter: 1000});
    const task = await stage.element.speak('a long sentence');
    await until(() => stage.part('interrupt') !== null);
    stage.part('interrupt')?.focus();
    await sendKeys({press: 'Enter'});
    await task.ended;
    await until(() => stage.part('interrupt') === null);
    assert.equal(stage.focused, 'frame');
    stage.element.deliver(new AvatarErrorEvent(avatarError('speech-failed')));
    await stage.element.updateComplete;
    stage.part('dismiss')?.focus();
    await sendKeys({press: 'Enter'});
    await until(() => stage.part('notice') === null);
    await stage.element.updateComplete;
    assert.equal(stage.focused, 'frame');
    assert.equal(stage.element.state, 'live');
  });

  test('answers the question whether the visitor is there', async () => {
    await stage.live({'no-keep-alive': '', 'activity-idle-timeout': '30'});
    sinon.useFakeTimers({toFake: ['Date'], now: Date.now() + 15_000});
    stage.element.requestUpdate();
    await stage.element.updateComplete;
    stage.part('stay')?.focus();
    await sendKeys({press: 'Enter'});
    await until(() => stage.part('idle-question') === null);
    assert.equal(stage.focused, 'frame');
    assert.equal(stage.element.state, 'live');
  });

  test('chooses a microphone and sets the volume', async () => {
    stage.widenPage();
    await stage.live({controls: '', microphone: ''});
    const slider = stage.part('volume') as HTMLInputElement;
    stage.element.muted = false;
    await stage.click('more');
    slider.focus();
    await sendKeys({press: 'ArrowLeft'});
    assert.equal(stage.element.volume, 0.95);
    await stage.element.startMicrophone();
    if (!(await stage.hasChoiceOfMicrophones())) return;
    await until(() => stage.part('choose-microphone') !== null);
    stage.part('choose-microphone')?.focus();
    await sendKeys({press: 'Enter'});
    await until(() => stage.part('device') !== null);
    await sendKeys({press: 'Tab'});
    assert.equal(stage.focused, 'device');
    await sendKeys({press: 'Enter'});
    await until(() => stage.focused === 'choose-microphone');
    assert.isNull(stage.part('device'));
  });

  test('opens the transcript from the settings, and has the focus in it', async () => {
    stage.widenPage();
    await stage.live({chat: ''});
    stage.element.style.inlineSize = '400px';
    stage.part('more')?.focus();
    await sendKeys({press: 'Enter'});
    await until(() => stage.part('menu')?.hasAttribute('data-open') ?? false);
    stage.part('text')?.focus();
    await sendKeys({press: 'Enter'});
    await until(() => stage.focused === 'log');
  });

  test('opens a floating avatar, and Escape gives the focus back to the launcher', async () => {
    await stage.open({mode: 'floating'});
    await until(() => stage.part('launcher') !== null);
    await sendKeys({press: 'Tab'});
    assert.equal(stage.focused, 'launcher');
    await sendKeys({press: 'Enter'});
    await until(() => stage.focused === 'title');
    await sendKeys({press: 'Tab'});
    assert.equal(stage.focused, 'start-button');
    await sendKeys({press: 'Escape'});
    await until(() => stage.focused === 'launcher');
  });
});
