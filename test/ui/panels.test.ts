import {assert} from '@open-wc/testing';
import {sendKeys} from '@web/test-runner-commands';
import sinon from 'sinon';
import {avatarError} from '../../src/session/errors/make-error.js';
import {AvatarErrorEvent, AvatarTimeWarningEvent} from '../../src/session/events.js';
import {CaptionPacer} from '../../src/ui/state/caption-pacer.js';
import {STRINGS} from '../../src/ui/locales/strings.js';
import {nextEvent, until} from '../support/waiting.js';
import {AvatarStage} from '../support/avatar-stage.js';

const stage = new AvatarStage();
const key = (name: string, init: KeyboardEventInit = {}) =>
  new KeyboardEvent('keydown', {key: name, bubbles: true, composed: true, cancelable: true, ...init});

const field = () => stage.part('message-box') as HTMLTextAreaElement;

teardown(async () => {
  sinon.restore();
  sessionStorage.clear();
  await stage.close();
});

suite('text box', () => {
  test('typed text fires an event, is sent, and is in the transcript with its answer', async () => {
    await stage.live({chat: ''});
    const submitted = nextEvent(stage.element, 'avatar-submit');
    const answered = nextEvent(
      stage.element,
      'avatar-message',
      ({role, final}) => role === 'avatar' && final,
    );
    field().value = ' How are you? ';
    field().dispatchEvent(key('Enter'));
    assert.equal((await submitted).text, 'How are you?');
    await answered;
    assert.equal(field().value, '');
    await stage.click('text');
    const lines = [...(stage.element.shadowRoot?.querySelectorAll('.line') ?? [])].map(({textContent}) =>
      textContent?.replace(/\s+/g, ' ').trim(),
    );
    assert.equal(lines[0], 'You How are you?');
    assert.match(lines[1] ?? '', /^Avatar You said/);
  });

  test('a page that prevents the submit answers by itself', async () => {
    await stage.live({chat: ''});
    stage.element.addEventListener('avatar-submit', (event) => event.preventDefault(), {once: true});
    field().value = 'Hello';
    field().dispatchEvent(key('Enter'));
    await stage.click('text');
    assert.equal(stage.sandbox.sessions[0]?.tasks.length, 0);
    assert.equal(stage.text('line'), 'You Hello');
    assert.lengthOf(stage.element.shadowRoot?.querySelectorAll('.line') ?? [], 1);
  });

  test('Enter belongs to the input method while it composes, and begins a new line with Shift', async () => {
    await stage.live({chat: ''});
    let count = 0;
    stage.element.addEventListener('avatar-submit', () => count++);
    field().value = 'にほん';
    for (const event of [
      key('Enter', {isComposing: true}),
      key('Enter', {keyCode: 229}),
      key('Enter', {shiftKey: true}),
    ]) {
      field().dispatchEvent(event);
    }
    assert.equal(count, 0);
    assert.equal(field().value, 'にほん');
  });

  test('the visitor gets back what could not be sent, with a notice', async () => {
    await stage.live({chat: ''});
    stage.sandbox.inject('task', {status: 400, code: 10015, message: 'tts failed'});
    field().value = 'Hello';
    field().dispatchEvent(key('Enter'));
    await until(() => field().value === 'Hello');
    assert.equal(stage.text('notice'), STRINGS.speechFailed);
    await stage.click('dismiss');
    assert.isNull(stage.part('notice'));
  });

  test('in an open conversation, what could not be sent stays there, and is sent again by a press', async () => {
    await stage.live({chat: ''});
    await stage.click('text');
    stage.sandbox.inject('task', {status: 400, code: 10015, message: 'tts failed'});
    field().value = 'Hello';
    field().dispatchEvent(key('Enter'));
    await until(() => stage.part('not-sent') !== null);
    assert.equal(stage.text('bubble'), 'Hello');
    assert.deepEqual([field().value, stage.part('notice')], ['', null]);
    const answered = nextEvent(stage.element, 'avatar-speechstart');
    await stage.click('send-again');
    await answered;
    await stage.element.updateComplete;
    assert.isTrue(stage.part('not-sent') === null);
    assert.equal(stage.text('bubble'), 'Hello');
  });

  test('sent words are on the screen at once, and the avatar thinks until it answers', async () => {
    await stage.live({chat: '', 'avatar-name': 'Anna'});
    const hold = stage.sandbox.hold('task');
    const send = async (text: string) => {
      field().value = text;
      field().dispatchEvent(key('Enter'));
      await stage.element.updateComplete;
    };
    await send('One');
    assert.equal(stage.text('own-words'), 'One');
    await stage.click('text');
    assert.isTrue(stage.part('own-words') === null);
    assert.equal(stage.text('bubble'), 'One');
    await until(() => stage.part('thinking') !== null);
    assert.include(stage.text('status'), STRINGS.statusThinking);
    hold.release();
    await until(() => stage.element.speaking);
    await stage.element.updateComplete;
    assert.isTrue(stage.part('thinking') === null);
  });

  test('the first typed message opens the conversation of a floating avatar, once', async () => {
    await stage.open({mode: 'floating', open: '', chat: ''});
    await until(() => stage.part('panel') !== null);
    await stage.element.start();
    await stage.element.updateComplete;
    field().focus();
    await sendKeys({type: 'One'});
    await sendKeys({press: 'Enter'});
    await until(() => stage.part('transcript') !== null);
    assert.equal(stage.focused, 'message-box');
    await stage.click('close-transcript');
    field().value = 'Two';
    field().dispatchEvent(key('Enter'));
    await stage.element.updateComplete;
    assert.isTrue(stage.part('transcript') === null);
  });

  test('the hint names the avatar where there is room for it', async () => {
    await stage.live({chat: '', 'avatar-name': 'Anna', style: 'inline-size: 360px; max-inline-size: none'});
    assert.equal(field().placeholder, 'Message Anna');
    stage.element.style.inlineSize = '250px';
    await until(() => field().placeholder === STRINGS.messageHintShort);
    assert.isAtMost(field().scrollWidth, field().clientWidth);
    Object.assign(stage.element, {lang: 'de', microphone: true});
    await until(() => field().placeholder === 'Nachricht');
    for (const [inlineSize, fontSize] of [
      ['280px', ''],
      ['320px', '32px'],
      ['360px', '32px'],
    ] as const) {
      Object.assign(stage.element.style, {inlineSize, fontSize});
      await stage.element.updateComplete;
      assert.isAtMost(field().scrollWidth, field().clientWidth, `${inlineSize}, ${fontSize}`);
    }
  });

  test('typed text is kept: at Escape, with a menu or the transcript open, and over the end of a session', async () => {
    await stage.live({chat: ''});
    field().focus();
    await sendKeys({type: 'Half a sent'});
    const assertKept = (when: string) => assert.equal(field().value, 'Half a sent', when);
    for (const opener of ['', 'more', 'text']) {
      if (opener) await stage.click(opener);
      field().dispatchEvent(key('Escape'));
      await stage.element.updateComplete;
      assertKept(`Escape ${opener}`);
    }
    await stage.element.stop();
    await stage.element.start();
    await stage.element.updateComplete;
    assertKept('next session');
    stage.element.chat = false;
    await stage.element.updateComplete;
    stage.element.chat = true;
    await stage.element.updateComplete;
    assertKept('chat off and on');
  });

  test('the send button is there at every width, and nothing of the panel covers the badge', async () => {
    await stage.live({chat: '', style: 'inline-size: 320px'});
    stage.element.backend = 'sandbox';
    await stage.element.updateComplete;
    assert.isTrue(stage.part('send')?.checkVisibility());
    await stage.click('text');
    await stage.settled();
    const {x, y} = stage.box('preview');
    assert.equal(stage.element.shadowRoot?.elementFromPoint(x + 9, y + 9)?.getAttribute('part'), 'preview');
  });

  test('a text box does not open the microphone, and needs the attribute', async () => {
    await stage.live();
    assert.isNull(stage.part('composer'));
    stage.element.chat = true;
    await stage.element.updateComplete;
    assert.isNotNull(stage.part('composer'));
    assert.isFalse(stage.element.microphoneOpen);
  });
});

suite('controls', () => {
  test('the interrupt button is there while the avatar speaks', async () => {
    await stage.live({controls: ''}, {msPerCharacter: 1000});
    assert.isNull(stage.part('interrupt'));
    const task = await stage.element.speak('a long sentence');
    await until(() => stage.part('interrupt') !== null);
    await stage.click('interrupt');
    assert.equal(await task.ended, 'interrupted');
    await stage.element.updateComplete;
    assert.isNull(stage.part('interrupt'));
  });

  test('captions follow the attribute until the visitor chooses', async () => {
    await stage.live({controls: '', captions: ''}, {msPerCharacter: 1000});
    await stage.element.speak('Read my lips.');
    await until(() => stage.text('captions').startsWith('Read'));
    await stage.click('caption-toggle');
    assert.isNull(stage.part('captions'));
    assert.equal(stage.part('caption-toggle')?.ariaChecked, 'false');
  });

  test('captions follow the length that the server announces', async () => {
    await stage.live({captions: ''});
    const announced = sinon.spy(CaptionPacer.prototype, 'setDuration');
    const {taskId, durationMs} = await stage.element.speak('Read my lips.');
    assert.isAbove(durationMs ?? 0, 0);
    assert.deepEqual(announced.args, [[taskId, durationMs as number]]);
  });

  const ask = () => {
    field().value = 'Who are you?';
    field().dispatchEvent(key('Enter'));
  };
  const command = () => {
    const button = Object.assign(document.createElement('button'), {value: 'Hello.'});
    button.setAttribute('commandfor', 'guide');
    button.setAttribute('command', '--speak');
    document.body.append(button);
    button.click();
  };
  for (const [what, attributes, act] of [
    ['the greeting', {greeting: 'Good morning.'}, () => {}],
    ['an answer to the visitor', {chat: ''}, ask],
    ['what a button has said', {commands: 'speak'}, command],
  ] as const) {
    test(`captions of ${what} do so as well`, async () => {
      const announced = sinon.spy(CaptionPacer.prototype, 'setDuration');
      await stage.live({captions: '', ...attributes});
      act();
      await until(() => announced.called);
      const [task] = stage.sandbox.sessions[0]?.tasks ?? [];
      assert.deepEqual(announced.args, [[task?.taskId, task?.durationMs]]);
    });
  }

  test('captions that overflow are shortened until two lines hold them', async () => {
    await stage.live({captions: ''}, {msPerCharacter: 30});
    stage.element.style.letterSpacing = '1em';
    await stage.element.speak(
      'Nothing of what is said may be lost, however far apart the letters are set by somebody.',
    );
    const overflow = () => {
      const {scrollHeight, clientHeight} = stage.part('caption-text') ?? document.body;
      return scrollHeight - clientHeight;
    };
    await until(() => stage.part('captions') !== null && overflow() > 1);
    await until(() => overflow() <= 1);
    assert.isTrue(stage.text('captions').startsWith('Nothing of'));
  });

  test('the volume slider sets the volume; zero mutes, and unmuting restores the volume', async () => {
    await stage.live({controls: ''});
    const slider = stage.part('volume') as HTMLInputElement;
    slider.value = '0.5';
    slider.dispatchEvent(new Event('input'));
    assert.deepEqual([stage.element.volume, stage.element.muted], [0.5, false]);
    slider.value = '0';
    slider.dispatchEvent(new Event('input'));
    assert.isTrue(stage.element.muted);
    await stage.element.updateComplete;
    await stage.click('mute');
    assert.deepEqual([stage.element.volume, stage.element.muted, slider.value], [0.5, false, '0.5']);
  });

  test('the clock counts down where there is a limit', async () => {
    await stage.live({controls: ''}, {sessionDurationLimit: 600});
    assert.match(stage.text('clock'), /^(10:00|9:5\d)$/);
    assert.equal(stage.part('clock')?.getAttribute('aria-label'), STRINGS.remaining);
  });

  test('the microphone button opens and closes the microphone, and the visitor can choose a device', async () => {
    await stage.live({microphone: ''});
    const opened = nextEvent(stage.element, 'avatar-microphonechange', ({open}) => open);
    await stage.click('microphone');
    await opened;
    assert.equal(stage.text('microphone'), STRINGS.microphoneOff);
    if (await stage.hasChoiceOfMicrophones()) {
      await until(() => stage.part('choose-microphone') !== null);
      await stage.click('choose-microphone');
      assert.isAbove(stage.element.shadowRoot?.querySelectorAll('[part=device]').length ?? 0, 1);
    }
    await stage.click('microphone');
    await until(() => !stage.element.microphoneOpen);
  });

  for (const [attribute, press] of [
    ['microphone', () => stage.part('microphone')?.click()],
    ['push-to-talk', () => stage.part('microphone')?.dispatchEvent(key(' '))],
  ] as const) {
    test(`a browser that asks without end: the panel says so, and a second press gives up (${attribute})`, async () => {
      await stage.live({[attribute]: ''});
      const {element} = stage;
      const answer = Promise.withResolvers<MediaStream>();
      const asked = sinon.stub(navigator.mediaDevices, 'getUserMedia').callsFake(() => answer.promise);
      press();
      await until(() => asked.called && stage.part('microphone-asking') !== null);
      assert.isTrue(element.matches(':state(asking)'));
      assert.equal(stage.text('microphone'), STRINGS.microphoneOff);
      assert.include(stage.announced, STRINGS.microphoneAsking);
      press();
      await until(() => stage.part('microphone-asking') === null);
      assert.isFalse(element.matches(':state(asking)'));
      assert.isNull(stage.part('notice'));
      const late = new MediaStreamAudioDestinationNode(new AudioContext()).stream;
      answer.resolve(late);
      await until(() => late.getAudioTracks()[0]?.readyState === 'ended');
      assert.isFalse(element.microphoneOpen);
    });
  }

  test('while the session starts, the panel says that the browser asks', async () => {
    await stage.open({'push-to-talk': ''});
    sinon.stub(navigator.mediaDevices, 'getUserMedia').callsFake(() => new Promise(() => {}));
    const pressed = stage.element.startPushToTalk().catch(() => {});
    await until(() => stage.part('microphone-asking') !== null);
    assert.equal(stage.element.state, 'connecting');
    await stage.click('cancel');
    await pressed;
    assert.deepEqual(stage.sandbox.sessions, []);
  });

  test('a refused microphone shows a notice, and the conversation goes on', async () => {
    await stage.live({microphone: ''});
    const {mediaDevices} = navigator;
    sinon.stub(mediaDevices, 'getUserMedia').rejects(new DOMException('no', 'NotAllowedError'));
    await stage.click('microphone');
    await until(() => stage.part('notice') !== null);
    assert.equal(stage.text('notice'), STRINGS.microphoneRefused);
    assert.equal(stage.element.state, 'live');
  });

  test('the push-to-talk button talks while the space bar is pressed', async () => {
    await stage.live({'push-to-talk': ''});
    await stage.element.startMicrophone();
    const heard = nextEvent(stage.element, 'avatar-microphonechange', ({muted}) => !muted);
    stage.part('microphone')?.dispatchEvent(key(' '));
    await heard;
    const silent = nextEvent(stage.element, 'avatar-microphonechange', ({muted}) => muted);
    stage.part('microphone')?.dispatchEvent(new KeyboardEvent('keyup', {key: ' ', bubbles: true}));
    await silent;
  });

  test('Escape closes the popup and gives the focus back', async () => {
    stage.widenPage();
    await stage.live({chat: ''});
    stage.element.style.inlineSize = '400px';
    await stage.click('text');
    stage.part('close-transcript')?.focus();
    stage.part('transcript')?.dispatchEvent(key('Escape'));
    await stage.element.updateComplete;
    assert.isNull(stage.part('transcript'));
    // A narrow avatar has the button that opened it in the menu.
    await until(() => stage.focused === 'round more' || stage.focused === 'more');
  });

  test('a press elsewhere leaves the view of the panel open', async () => {
    await stage.live({chat: ''});
    await stage.click('more');
    document.body.dispatchEvent(new PointerEvent('pointerdown', {bubbles: true, composed: true}));
    await stage.element.updateComplete;
    assert.isTrue(stage.part('mute') === null && stage.part('text')?.checkVisibility());
  });

  test('the settings are a view of the panel, at every width', async () => {
    stage.widenPage();
    await stage.live({controls: ''});
    const isShown = (name: string) => stage.part(name)?.checkVisibility() ?? false;
    for (const width of ['', '320px']) {
      stage.element.style.inlineSize = width;
      assert.deepEqual([isShown('mute'), isShown('more')], [false, true]);
      await stage.click('more');
      assert.isTrue(isShown('mute'));
      await stage.click('more');
    }
  });
});

suite('time and money', () => {
  test('the last minute is announced once, and shown', async () => {
    await stage.live({}, {sessionDurationLimit: 8});
    stage.element.deliver(new AvatarTimeWarningEvent(10));
    await stage.element.updateComplete;
    assert.match(stage.text('time-warning'), /^Only \d seconds? left$/);
    assert.include(stage.announced, 'Only 10 seconds left');
  });

  test('before an idle end the panel asks the visitor, who stays by one click', async () => {
    await stage.live({'no-keep-alive': '', 'activity-idle-timeout': '30'});
    sinon.useFakeTimers({toFake: ['Date'], now: Date.now() + 15_000});
    stage.element.requestUpdate();
    await stage.element.updateComplete;
    assert.include(stage.text('idle-question'), STRINGS.idleQuestion);
    await stage.click('stay');
    await until(() => stage.sandbox.requests.some(({endpoint}) => endpoint === 'keep_alive'));
    await until(() => stage.part('idle-question') === null);
  });

  for (const [fault, words] of [
    [{status: 429, code: 10007, message: 'concurrent limit reached'}, STRINGS.failedBusy],
    [{status: 401, code: 400112, message: 'Unauthorized'}, STRINGS.failedRefused],
    [{status: 410, message: 'Gone'}, STRINGS.failedRetired],
    [{status: 402, message: 'no credits left'}, STRINGS.failedCredits],
    [{network: true}, STRINGS.failedNetwork],
  ] as const) {
    test(`the visitor reads: ${words}`, async () => {
      await stage.open({'queue-limit': '0'});
      stage.sandbox.inject('new', fault, {times: 3});
      await stage.element.start().catch(() => {});
      await stage.element.updateComplete;
      assert.equal(stage.part('message')?.querySelector('[role=alert]')?.textContent, words);
      assert.equal(stage.part('restart') !== null, words !== STRINGS.failedRetired);
    });
  }

  test('in the queue the status says so, and a line shows how much of the longest wait is over', async () => {
    await stage.open({'queue-limit': '300'});
    stage.sandbox.inject('new', {status: 429, code: 10007, message: 'concurrent limit reached'});
    stage.element.start().catch(() => {});
    await until(() => stage.part('queue-time') !== null);
    const share = () => 100 * parseFloat(stage.part('progress-line')?.style.scale ?? '');
    assert.closeTo(share(), 0, 5);
    sinon.useFakeTimers({toFake: ['Date'], now: Date.now() + 150_000});
    stage.element.requestUpdate();
    await stage.element.updateComplete;
    assert.closeTo(share(), 50, 5);
    assert.include(stage.text('status'), STRINGS.statusWaiting);
    sinon.restore();
    await stage.element.stop();
  });

  for (const [dir, side] of [
    ['ltr', 'left'],
    ['rtl', 'right'],
  ] as const) {
    test(`the line of the progress begins where its words do: ${dir}`, async () => {
      await stage.open({dir});
      stage.sandbox.hold('new');
      stage.element.start().catch(() => {}); // an abort
      await until(() => stage.part('progress-line') !== null);
      await stage.settled();
      const [line, track] = [stage.box('progress-line'), stage.box('progress-track')];
      assert.closeTo(line[side], track[side], 0.5);
      assert.isBelow(line.width, track.width);
      await stage.element.stop();
    });
  }

  for (const value of [undefined, null, false]) {
    test(`a browser whose RTCPeerConnection is ${value} is offered no second try`, async () => {
      await stage.open({mode: 'floating', open: ''});
      await until(() => stage.part('close') !== null);
      sinon.stub(globalThis, 'RTCPeerConnection').value(value);
      await stage.element.start().catch(() => {});
      await stage.element.updateComplete;
      assert.equal(stage.text('reason'), STRINGS.failedBrowser);
      assert.isNull(stage.part('restart'));
      assert.isNotNull(stage.part('close'));
      assert.isEmpty(stage.sandbox.requests);
    });
  }

  test('an error of the conversation shows a notice until the visitor dismisses it', async () => {
    await stage.live();
    stage.element.deliver(new AvatarErrorEvent(avatarError('speech-failed')));
    await stage.element.updateComplete;
    assert.equal(stage.text('notice'), STRINGS.speechFailed);
  });
});

suite('slots', () => {
  for (const [slot, state] of [
    ['start-label', 'idle'],
    ['explanation', 'idle'],
    ['ended', 'ended'],
    ['error', 'failed'],
  ] as const) {
    test(`${slot} shows the page’s own content`, async () => {
      await stage.open();
      const own = document.createElement('b');
      own.slot = slot;
      own.textContent = 'mine';
      stage.element.append(own);
      if (state === 'ended') {
        await stage.element.start();
        await stage.element.stop();
      } else if (state === 'failed') {
        stage.sandbox.inject('new', {status: 401});
        await stage.element.start().catch(() => {});
      }
      await stage.element.updateComplete;
      assert.equal(stage.element.state, state);
      assert.isNotNull(own.assignedSlot);
      assert.isTrue(own.checkVisibility());
    });
  }
});
