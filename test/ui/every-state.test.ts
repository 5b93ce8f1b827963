import {assert} from '@open-wc/testing';
import {render} from 'lit';
import {setViewport} from '@web/test-runner-commands';
import sinon from 'sinon';
import {ERROR_MESSAGES, type AvatarErrorCode} from '../../src/session/errors/error-messages.js';
import {avatarError} from '../../src/session/errors/make-error.js';
import {
  AvatarErrorEvent,
  AvatarMessageEvent,
  AvatarPlayBlockedEvent,
  AvatarSpeechStartEvent,
  AvatarTimeWarningEvent,
  AvatarToolCallEvent,
} from '../../src/session/events.js';
import type {EndReason} from '../../src/session/session-state.js';
import {END_WORDS, failureKey} from '../../src/ui/state/failure-words.js';
import {settingsText} from '../../src/ui/state/settings-text.js';
import {checkView} from '../../src/ui/views/check-view.js';
import {SETTINGS_STRINGS} from '../../src/ui/locales/settings-strings.js';
import {STRINGS, type StringKey} from '../../src/ui/locales/strings.js';
import {until} from '../support/waiting.js';
import {AvatarStage} from '../support/avatar-stage.js';
import {miniPlayer} from '../support/mini-player.js';

/**
 * The page replaces every text by its key in brackets. Any other letters on the screen are a text that no page could replace,
 * and a key that never appears is one that nothing uses. In the same states, every visible element has a documented part.
 */
const KEYS = Object.keys({...STRINGS, ...SETTINGS_STRINGS}) as StringKey[];
const MARKED = JSON.stringify(
  Object.fromEntries([
    ...KEYS.map((key) => [key, `⟦${key}⟧`]),
    ...Object.keys(ERROR_MESSAGES).map((code) => [`error-${code}`, `⟦${code}⟧`]),
  ]),
);
const ALL = {strings: MARKED, controls: '', chat: '', captions: '', microphone: ''};
/** Texts that are not the element's: messages, names of devices, error codes. */
const NOT_OURS =
  'style, code, option, .placeholder, .line span, .earlier-lines span, .caption, .device *, .value, [role=status] > [dir]';

const stage = new AvatarStage();
const seen = new Set<string>();
const strangers: string[] = [];
const parts = new Set<string>();
/** Visible elements without a part, which no page could style. */
const nameless: string[] = [];
const PIECES =
  'button, input, textarea, p, img, svg.placeholder, video, section, header, form, ol, strong, summary, code, details';
/** Elements that are hidden, or inside a part. */
const NO_PIECES = '.visually-hidden, .line *, .banner *, details > p';

function gatherParts(where: string): void {
  const root = stage.element.shadowRoot as ShadowRoot;
  for (const each of root.querySelectorAll('[part]')) each.part.forEach((name) => parts.add(name));
  for (const each of root.querySelectorAll(PIECES)) {
    if (each.part.length === 0 && !each.closest(NO_PIECES)) nameless.push(`${where}: ${each.outerHTML}`);
  }
}

/** Reads every visible text and every name of a control in the current state. */
async function look(where: string): Promise<void> {
  await stage.element.updateComplete;
  const root = stage.element.shadowRoot as ShadowRoot;
  gatherParts(where);
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    for (const said of node instanceof Element ? namesOf(node) : [node.textContent ?? '']) {
      for (const [, key] of said.matchAll(/⟦([^⟧]*)⟧/g)) seen.add(key ?? '');
      const rest = said.replace(/⟦[^⟧]*⟧/g, '').trim();
      const isOurs = node instanceof Element || !node.parentElement?.closest(NOT_OURS);
      if (isOurs && /\p{L}/u.test(rest)) strangers.push(`${where}: ${rest}`);
    }
  }
}

const namesOf = (element: Element) =>
  ['aria-label', 'aria-description', 'title', 'placeholder', 'alt'].map(
    (name) => element.getAttribute(name) ?? '',
  );

const click = async (name: string, where = name) => {
  await stage.click(name);
  await look(where);
};

/** Looks at a state that would take long to reach, by overriding properties of the element. */
async function pretending(facts: Record<string, unknown>, where: string): Promise<void> {
  for (const [name, value] of Object.entries(facts)) {
    Object.defineProperty(stage.element, name, {configurable: true, get: () => value});
  }
  stage.element.requestUpdate();
  await look(where);
  for (const name of Object.keys(facts)) Reflect.deleteProperty(stage.element, name);
}

/** Keeps the element from hearing of its first frame, until the function that is returned is called. */
function holdPicture(): () => void {
  const {video} = stage.element;
  const held = new AbortController();
  for (const type of ['loadeddata', 'resize']) {
    const stop = (event: Event) => event.stopImmediatePropagation();
    video.addEventListener(type, stop, {capture: true, signal: held.signal});
  }
  const callback = sinon.stub(video, 'requestVideoFrameCallback');
  return () => {
    held.abort();
    callback.restore();
    video.dispatchEvent(new Event('resize'));
  };
}

const problem = (code: AvatarErrorCode) => stage.element.deliver(new AvatarErrorEvent(avatarError(code)));

suite('every text and name comes from the table of strings', () => {
  teardown(async () => {
    sinon.restore();
    sessionStorage.clear();
    localStorage.clear();
    await stage.close();
  });

  test('before the start, while it starts, and at each end', async () => {
    await stage.open({...ALL, backend: 'sandbox', poster: 'data:,'});
    await look('preview');
    stage.element.setAttribute('strings', 'no JSON');
    await stage.element.updateComplete;
    gatherParts('broken strings');
    stage.element.setAttribute('strings', MARKED);
    stage.element.addEventListener('avatar-beforestart', (event) => event.preventDefault(), {once: true});
    await stage.element.start().catch(() => {});
    await look('problem');
    stage.element.poster = null;
    await look('placeholder');
    stage.element.avatarName = 'Anna';
    await look('with a name');
    stage.element.backend = 'auto';
    stage.element.addEventListener('avatar-progress', ({step}) => void look(step));
    const hold = stage.sandbox.hold('new');
    const showPicture = holdPicture();
    const started = stage.element.start();
    stage.element.requestUpdate();
    await look('loading');
    await hold.arrived;
    await until(() => stage.part('cancel') !== null);
    await look('connecting, with a name');
    stage.element.avatarName = null;
    await look('connecting');
    hold.release();
    await until(() => stage.text('step') === '⟦stepPicture⟧');
    await look('the last step');
    showPicture();
    await started;
    for (const state of ['stopping', 'reconnecting']) await pretending({state}, state);
    stage.element.feedback = true;
    await stage.element.start();
    await stage.element.ask('?');
    await stage.element.stop();
    await until(() => stage.part('star') !== null);
    for (const name of ['download', 'star', 'send-feedback']) await click(name, `ended, ${name}`);
    stage.sandbox.inject('new', {status: 429, code: 10007});
    stage.element.start().catch(() => {});
    await until(() => stage.part('queue-time') !== null);
    await look('queue');
    seen.add('yourTurn'); // the title of a tab in the background: turn-title.test.ts
    await stage.element.stop();
    await look('ended');
    stage.element.addEventListener('avatar-beforestart', (event) => event.waitUntil(new Promise(() => {})), {
      once: true,
    });
    stage.element.start().catch(() => {});
    await until(() => stage.part('cancel') !== null);
    await look('held');
    await stage.element.stop();
    for (const endReason of Object.keys(END_WORDS) as EndReason[]) {
      await pretending({endReason}, endReason);
      assert.equal(stage.text('reason'), `⟦${END_WORDS[endReason]}⟧`);
      assert.include(stage.announced, `⟦${END_WORDS[endReason]}⟧`);
    }
    for (const code of Object.keys(ERROR_MESSAGES) as AvatarErrorCode[]) {
      await pretending({state: 'failed', error: avatarError(code, {status: 400})}, code);
      assert.equal(stage.text('reason'), `⟦${failureKey(code)}⟧`);
    }
  });

  test('consent is asked for, and missing', async () => {
    const earlier = {role: 'avatar', text: 'Hello.', time: '2026-01-01T12:00:00.000Z', cut: false};
    sessionStorage.setItem('heygen-avatar-transcript:guide', JSON.stringify([earlier]));
    await stage.open({...ALL, resume: '', suggestions: '1?'});
    await until(() => stage.part('earlier') !== null);
    await look('earlier conversation');
    stage.element.consent = 'required';
    await until(() => stage.part('consent-box') !== null);
    await look('consent');
    sinon.stub(navigator.userActivation, 'isActive').value(true);
    stage.element.start().catch(() => {});
    await until(() => stage.part('consent-missing') !== null);
    await look('consent missing');
    localStorage.setItem('heygen-avatar-consent:', 'then');
    await stage.element.start();
    await stage.settings();
    await look('consent can be withdrawn');
    stage.element.deliver(new AvatarMessageEvent('avatar', 'Hello again.', true, null));
    await click('text', 'earlier lines');
  });

  test('live, with everything open, and with every notice', async () => {
    stage.widenPage();
    await stage.live(ALL, {sessionDurationLimit: 600});
    await look('live');
    stage.element.avatarName = 'Anna';
    await look('live, with a name');
    stage.element.style.inlineSize = '250px';
    await until(() => stage.part('message-box')?.getAttribute('placeholder') === '⟦messageHintShort⟧');
    await look('narrow');
    stage.element.avatarName = null;
    stage.element.style.inlineSize = '';
    await click('more');
    await click('text', 'transcript, empty');
    stage.element.microphone = false;
    await look('transcript, empty, without a microphone');
    stage.element.microphone = true;
    sinon.stub(navigator.clipboard, 'writeText').resolves();
    stage.element.deliver(new AvatarMessageEvent('avatar', 'Hello: https://a.org', true, null));
    stage.element.deliver(new AvatarMessageEvent('avatar', 'I was', true, null, true));
    stage.element.deliver(new AvatarToolCallEvent('42', {}, '', null));
    stage.element.deliver(new AvatarMessageEvent('user', 'Hel', false, null));
    await until(() => stage.part('link') !== null);
    await look('transcript');
    await click('copy');
    await until(() => stage.announced.includes('⟦copied⟧'));
    await look('copied');
    await click('close-transcript'); // it has the place of the captions
    stage.element.deliver(new AvatarSpeechStartEvent('lips'));
    stage.element.deliver(new AvatarMessageEvent('avatar', 'Read my lips.', true, 'lips'));
    await until(() => stage.part('captions') !== null);
    await look('captions');
    stage.element.deliver(new AvatarSpeechStartEvent(null));
    await pretending({speaking: true}, 'speaking');
    await pretending({microphoneOpen: true, microphoneMuted: true}, 'muted microphone');
    await click('mute', 'sound');
    await click('caption-toggle', 'without captions');
    stage.element.chat = false;
    await pretending({speaking: false}, 'without captions, and without a text box');
    await click('caption-toggle', 'captions again, without a text box');
    stage.element.chat = true;
    await click('caption-toggle', 'without captions again');
    const shadow = stage.element.shadowRoot as ShadowRoot;
    for (const [name, value] of [
      ['pictureInPictureElement', stage.element.video],
      ['fullscreenElement', stage.element],
    ] as const) {
      const owner = name === 'fullscreenElement' ? document : shadow;
      Object.defineProperty(owner, name, {configurable: true, get: () => value});
      stage.element.requestUpdate();
      await look(name);
      Reflect.deleteProperty(owner, name);
    }
    const asking = sinon.stub(navigator.mediaDevices, 'getUserMedia').callsFake(() => new Promise(() => {}));
    stage.part('microphone')?.click();
    await until(() => stage.part('microphone-asking') !== null);
    await look('asking');
    await stage.element.stopMicrophone();
    asking.restore();
    await stage.element.startMicrophone();
    if (await stage.hasChoiceOfMicrophones()) {
      await until(() => stage.part('choose-microphone') !== null);
      await click('choose-microphone');
    }
    await look('microphone');
    stage.element.pushToTalk = true;
    await look('push-to-talk');
    sinon.stub(stage.part('microphone') as HTMLElement, 'setPointerCapture');
    stage.part('microphone')?.dispatchEvent(new PointerEvent('pointerdown'));
    await look('push-to-talk, held');
    stage.element.pushToTalk = false;
    await stage.element.stopPushToTalk();
    for (const code of Object.keys(ERROR_MESSAGES) as AvatarErrorCode[]) {
      problem(code);
      await look(`notice: ${code}`);
    }
    stage.element.deliver(new AvatarTimeWarningEvent(60));
    const {startedAt = 0} = stage.element.session ?? {};
    sinon.useFakeTimers({toFake: ['Date'], now: startedAt + 595_000});
    stage.element.requestUpdate();
    await look('last seconds');
    assert.include(stage.announced, '⟦timeWarning⟧');
    sinon.restore();
    await pretending({session: null}, 'without a limit');
    for (const isHeard of [true, false])
      await pretending({mini: miniPlayer(stage.element.words, isHeard)}, 'mini');
  });

  test('what the visitor sends, and what waits for them', async () => {
    await stage.live(ALL);
    const hold = stage.sandbox.hold('task');
    const send = async (text: string) => {
      const box = stage.part('message-box') as HTMLTextAreaElement;
      box.value = text;
      box.dispatchEvent(new KeyboardEvent('keydown', {key: 'Enter'}));
      await stage.element.updateComplete;
    };
    await send('1');
    await look('own words');
    await click('text', 'transcript');
    await until(() => stage.part('thinking') !== null);
    await look('thinking');
    hold.release();
    await until(() => stage.part('thinking') === null);
    stage.sandbox.inject('task', {status: 400, code: 10015});
    await send('2');
    await until(() => stage.part('not-sent') !== null);
    await look('not sent');
    const say = () => stage.element.deliver(new AvatarMessageEvent('avatar', 'A line.', true, null));
    for (let line = 0; line < 40; line++) say();
    await stage.element.updateComplete;
    const log = stage.part('log') as HTMLElement;
    const scrolled = new Promise((resolve) => log.addEventListener('scroll', resolve, {once: true}));
    log.scrollBy(0, -200);
    await scrolled;
    say();
    await until(() => stage.part('new-message') !== null);
    await look('new message');
  });

  test('what the visitor tries and what fails', async () => {
    await stage.live(ALL);
    const {element} = stage;
    const fail = async (
      method: keyof typeof element,
      code: AvatarErrorCode,
      part: string,
      key: StringKey,
    ) => {
      const stub = sinon.stub(element, method as 'keepAlive').rejects(avatarError(code));
      stage.part(part)?.click();
      await until(() => stage.text('notice') === `⟦${key}⟧`);
      await look(`${code} of ${part}`);
      await stage.click('dismiss');
      assert.isNull(stage.part('notice'));
      stub.restore();
    };
    await fail('startMicrophone', 'microphone-refused', 'microphone', 'microphoneRefused');
    await fail('startMicrophone', 'microphone-missing', 'microphone', 'microphoneMissing');
    await fail('startMicrophone', 'microphone-in-use', 'microphone', 'microphoneInUse');
    await fail('startMicrophone', 'microphone-insecure', 'microphone', 'microphoneInsecure');
    await fail('startMicrophone', 'microphone-blocked', 'microphone', 'microphoneBlocked');
    await fail('startMicrophone', 'push-to-talk-failed', 'microphone', 'pushToTalkFailed');
    await fail('startMicrophone', 'bad-config', 'microphone', 'microphoneUnheard');
    await fail('startMicrophone', 'unsupported', 'microphone', 'microphoneUnsupported');
    await fail('startMicrophone', 'timeout', 'microphone', 'microphoneFailed');
    await stage.element.stop();
    await stage.element.start();
    await stage.element.updateComplete;
    (stage.part('message-box') as HTMLTextAreaElement).value = 'Hello';
    await fail('ask', 'timeout', 'send', 'speechFailed');
  });

  test('the question whether the visitor is there', async () => {
    await stage.live({strings: MARKED, 'no-keep-alive': '', 'activity-idle-timeout': '30'});
    sinon.useFakeTimers({toFake: ['Date'], now: Date.now() + 15_000});
    stage.element.requestUpdate();
    await look('idle question');
    const stub = sinon.stub(stage.element, 'keepAlive').rejects(avatarError('timeout'));
    stage.part('stay')?.click();
    await until(() => stage.text('notice') === '⟦stayFailed⟧');
    await look('stay failed');
    stub.restore();
  });

  for (const what of ['sound', 'picture'] as const) {
    test(`blocked ${what}`, async () => {
      const play = sinon.stub(HTMLMediaElement.prototype, 'play');
      play.callsFake(function (this: HTMLMediaElement) {
        return what === 'picture' || !this.muted
          ? Promise.reject(new DOMException('', 'NotAllowedError'))
          : play.wrappedMethod.call(this);
      });
      await stage.open({strings: MARKED});
      stage.element.muted = false;
      const blocked = new Promise((resolve) =>
        stage.element.addEventListener('avatar-playblocked', (event) => resolve(event)),
      );
      await stage.element.start();
      assert.instanceOf(await blocked, AvatarPlayBlockedEvent);
      await look(what);
    });
  }

  test('floating, closed and open', async () => {
    await stage.open({
      strings: MARKED,
      mode: 'floating',
      poster: 'data:,',
      teaser: '⟦⟧',
      'teaser-delay': '0',
    });
    await until(() => stage.part('teaser') !== null);
    await look('launcher');
    stage.element.avatarName = 'Anna';
    await look('launcher with a name');
    await setViewport({width: 1000, height: 600});
    await click('launcher', 'panel');
    await click('expand', 'large panel');
    await setViewport({width: 800, height: 600});
  });

  test('the choices and the check of the settings', async () => {
    await stage.open({...ALL, languages: 'en de'});
    await until(() => stage.part('language-choice') !== null);
    await look('languages on the start view');
    const {mediaDevices} = navigator;
    sinon
      .stub(mediaDevices, 'enumerateDevices')
      .resolves([{kind: 'audiooutput', deviceId: 'desk', label: 'Desk'} as MediaDeviceInfo]);
    Object.assign(mediaDevices, {selectAudioOutput: () => Promise.reject(new Error('no'))});
    Object.assign(stage.element.video, {setSinkId: () => Promise.reject(new Error('no'))});
    await stage.element.start();
    await stage.settings();
    await until(() => stage.part('choose-speaker') !== null);
    await click('more');
    await click('choose-speaker');
    await click('speaker');
    await until(() => stage.part('notice') !== null);
    await look('a loudspeaker that refuses');
    Reflect.deleteProperty(mediaDevices, 'selectAudioOutput');
    await click('choose-language');
    stage.element.shadowRoot
      ?.querySelector<HTMLElement>('[part=language-option][aria-pressed=false]')
      ?.click();
    await look('another language');
    await click('check-connection');
    await until(() => stage.part('check-results')?.ariaBusy === 'false');
    await look('the check');
    const box = document.createElement('div');
    stage.element.shadowRoot?.append(box);
    const outcomes = KEYS.filter((key) => /^check[A-Z]/.test(key)).map(
      (words) => ({verdict: 'bad', words}) as const,
    );
    const findings = [null, ...outcomes].map((outcome) => ({name: 'checkVideo', outcome}) as const);
    render(
      checkView(findings, settingsText(stage.element.words), () => {}),
      box,
    );
    await look('all that the check may find');
    box.remove();
    for (const each of ['speakerLost'] as const) {
      box.textContent = stage.element.words.text(each);
      stage.element.shadowRoot?.append(box);
      await look(each);
      box.remove();
    }
  });

  test('every text of the table is used', () => {
    assert.deepEqual(strangers, []);
    // The element's own name is not in its shadow root.
    assert.deepEqual(
      KEYS.filter((key) => !seen.has(key)),
      [],
    );
  });

  test('every visible element has a part, every part is documented, and every documented part exists', async () => {
    assert.deepEqual(nameless, []);
    const page = await (await fetch('/docs/reference/slots-and-parts.md')).text();
    const [, table = ''] = /\n## Parts\n([^]*)/.exec(page) ?? [];
    const documented = [...table.matchAll(/^\| `([\w-]+)`/gm)].map(([, name]) => name ?? '');
    // The row of `line` documents these three.
    const known = new Set([...documented, 'avatar-line', 'tool-line', 'user-line']);
    assert.deepEqual(
      [...parts].filter((name) => !known.has(name)),
      [],
    );
    // Only `background="chroma"` has this part.
    assert.deepEqual(
      documented.filter((name) => !parts.has(name) && name !== 'picture'),
      [],
    );
  });
});
