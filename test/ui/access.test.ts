import {assert} from '@open-wc/testing';
import 'axe-core';
import type * as Axe from 'axe-core';
import {sendKeys} from '@web/test-runner-commands';
import sinon from 'sinon';
import {avatarError} from '../../src/session/errors/make-error.js';
import {AvatarErrorEvent, AvatarTimeWarningEvent} from '../../src/session/events.js';
import {nextEvent, until} from '../support/waiting.js';
import {AvatarStage} from '../support/avatar-stage.js';
import {miniPlayer} from '../support/mini-player.js';

/** axe-core defines this global. */
declare const axe: typeof Axe;

const stage = new AvatarStage();

/** What axe finds wrong with the element in its current state: by all its rules in light, and by that of contrast in dark. */
async function violations(): Promise<string[]> {
  const light = await broken({
    // A rule for whole pages.
    rules: {region: {enabled: false}},
  });
  const page = document.documentElement.style;
  page.colorScheme = 'dark';
  page.background = 'canvas'; // axe takes a page without a background for a white one
  const dark = await broken({runOnly: {type: 'rule', values: ['color-contrast']}});
  page.cssText = '';
  return [...light, ...dark];
}

async function broken(options: Axe.RunOptions): Promise<string[]> {
  await stage.settled();
  // axe cannot judge contrast over a picture: contrast.test.ts does.
  const {violations: found} = await axe.run(stage.element, {...options, resultTypes: ['violations']});
  return found.flatMap(({id, nodes}) =>
    nodes.map(({target, failureSummary}) => `${id} ${String(target)} ${failureSummary}`),
  );
}

const device = (kind: MediaDeviceKind, deviceId: string, label = deviceId) =>
  ({kind, deviceId, label}) as MediaDeviceInfo;

const ALL = {controls: '', chat: '', captions: '', microphone: ''};

teardown(async () => {
  sinon.restore();
  sessionStorage.clear();
  await stage.close();
});

suite('axe finds nothing', () => {
  test('idle', async () => {
    await stage.open(ALL);
    assert.deepEqual(await violations(), []);
  });

  test('what stands above the start button, and in its place', async () => {
    const earlier = {role: 'avatar', text: 'Hello.', time: '2026-01-01T12:00:00.000Z', cut: false};
    sessionStorage.setItem('heygen-avatar-transcript:guide', JSON.stringify([earlier]));
    await stage.open({
      ...ALL,
      resume: '',
      suggestions: 'One?\nTwo?',
      languages: 'en de',
      consent: 'required',
    });
    await until(() => stage.part('consent-box') !== null);
    assert.deepEqual(await violations(), [], 'consent');
    sinon.stub(navigator.userActivation, 'isActive').value(true);
    await stage.click('start-button');
    await until(() => stage.part('consent-missing') !== null);
    assert.deepEqual(await violations(), [], 'without the consent');
    await stage.click('consent-box');
    await until(() => stage.part('earlier') !== null);
    assert.deepEqual(await violations(), [], 'an earlier conversation');
    stage.element.addEventListener('avatar-beforestart', (event) => event.preventDefault(), {once: true});
    await stage.element.start().catch(() => {});
    await until(() => stage.part('problem') !== null);
    assert.deepEqual(await violations(), [], 'refused by the page');
    stage.sandbox.inject('new', {status: 429, code: 10007}, {times: Infinity});
    stage.element.start().catch(() => {});
    await until(() => stage.part('queue-time') !== null);
    assert.deepEqual(await violations(), [], 'in the queue');
    localStorage.clear();
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
    // Firefox's fake microphone is a single one, of which there is no choice.
    sinon
      .stub(navigator.mediaDevices, 'enumerateDevices')
      .resolves([device('audioinput', 'desk'), device('audioinput', 'headset')]);
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

  test('the lists of languages and loudspeakers, and the connection check', async () => {
    sinon
      .stub(navigator.mediaDevices, 'enumerateDevices')
      .resolves([device('audiooutput', 'default', ''), device('audiooutput', 'desk')]);
    await stage.open({...ALL, languages: 'en de fr'});
    Object.assign(stage.element.video, {setSinkId: async () => {}});
    await stage.element.start();
    await stage.settings();
    await stage.click('more');
    for (const [opener, content] of [
      ['choose-language', 'language-option'],
      ['choose-speaker', 'speaker'],
      ['check-connection', 'check-results'],
    ] as const) {
      await until(() => stage.part(opener) !== null);
      await stage.click(opener);
      await until(() => stage.part(content) !== null);
      assert.deepEqual(await violations(), [], opener);
      if (opener === 'check-connection') await until(() => stage.part(content)?.ariaBusy === 'false');
      assert.deepEqual(await violations(), [], `${opener}, complete`);
      await stage.click('settings-back');
    }
  });

  test('an empty conversation with questions, what could not be sent, and the bar to hold', async () => {
    await stage.live({...ALL, suggestions: 'One?\nTwo?'});
    await until(() => stage.part('suggestion') !== null);
    await stage.click('text');
    assert.deepEqual(await violations(), [], 'empty');
    const hold = stage.sandbox.hold('task');
    await stage.click('suggestion');
    await until(() => stage.part('thinking') !== null);
    assert.deepEqual(await violations(), [], 'thinking');
    hold.release();
    await until(() => stage.part('thinking') === null);
    stage.sandbox.inject('task', {status: 400, code: 10015});
    const box = stage.part('message-box') as HTMLTextAreaElement;
    box.value = 'Hello';
    box.dispatchEvent(new KeyboardEvent('keydown', {key: 'Enter'}));
    await until(() => stage.part('not-sent') !== null);
    assert.deepEqual(await violations(), [], 'not sent');
    Object.assign(stage.element, {pushToTalk: true, chat: false});
    await stage.element.updateComplete;
    assert.deepEqual(await violations(), [], 'push-to-talk');
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
    await stage.open({...ALL, mode: 'floating', teaser: 'Hello.', 'teaser-delay': '0'});
    await until(() => stage.part('teaser') !== null);
    assert.deepEqual(await violations(), []);
    await stage.click('launcher');
    assert.deepEqual(await violations(), []);
  });
});

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
