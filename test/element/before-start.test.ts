import {assert} from '@open-wc/testing';
import sinon from 'sinon';
import type {AvatarBeforeStartEvent, AvatarError, HeygenAvatarElement} from '../../src/index.js';
import {setConsent} from '../../src/ui/state/set-consent.js';
import {nextEvent, rejection, until} from '../support/waiting.js';
import {calls, part, place, sandbox, shows, useSandbox} from '../support/test-elements.js';

useSandbox();

suite('<heygen-avatar>: avatar-beforestart', () => {
  let microphones: sinon.SinonSpy;
  setup(() => (microphones = sinon.spy(navigator.mediaDevices, 'getUserMedia')));
  teardown(() => microphones.restore());

  const refuse = (event: Event) => event.preventDefault();
  const press = (command: string, value = '') => {
    const button = Object.assign(document.createElement('button'), {value});
    return (element: HeygenAvatarElement) => {
      element.commands = 'start ask';
      element.dispatchEvent(Object.assign(new Event('command'), {command, source: button}));
    };
  };

  for (const [way, begin] of [
    ['start()', (element) => void element.start().catch(() => {})],
    ['ask()', (element) => void element.ask('Hello?').catch(() => {})],
    ['startMicrophone()', (element) => void element.startMicrophone().catch(() => {})],
    ['startPushToTalk()', (element) => void element.startPushToTalk().catch(() => {})],
    ['the start button', (element) => part(element, 'start-button')?.click()],
    ['autoplay', (element) => (element.autoplay = true)],
    ['the command --start', press('--start')],
    ['the command --ask', press('--ask', 'Hello?')],
  ] as [string, (element: HeygenAvatarElement) => void][]) {
    test(`the page can refuse a session that begins by ${way}`, async () => {
      const element = place({microphone: '', greeting: 'Hello.'});
      await element.updateComplete;
      const heard: string[] = [];
      for (const type of ['avatar-statechange', 'avatar-error']) {
        element.addEventListener(type, () => heard.push(type));
      }
      element.addEventListener('avatar-beforestart', refuse);
      const asked = nextEvent(document, 'avatar-beforestart');
      begin(element);
      assert.equal((await asked).purpose, 'start');
      await until(() => element.error !== null);
      assert.equal(element.error?.code, 'start-refused');
      await element.updateComplete;
      assert.equal(part(element, 'problem')?.textContent, 'The conversation was not started.');
      assert.equal(element.state, 'idle');
      assert.deepEqual([heard, calls(), microphones.callCount], [[], [], 0]);
    });
  }

  test('a session begins once the page has decided, however often it is started meanwhile', async () => {
    const element = place();
    const decision = Promise.withResolvers<void>();
    const events: AvatarBeforeStartEvent[] = [];
    element.addEventListener('avatar-beforestart', (event) => {
      events.push(event);
      event.waitUntil(decision.promise);
      element.start().catch(() => {}); // joins the start under way
    });
    const started = Promise.all([element.start(), element.start()]);
    await until(() => shows(element, 'cancel'));
    assert.equal(element.state, 'idle');
    assert.isFalse(shows(element, 'start-button'));
    assert.deepEqual(calls(), []);
    decision.resolve();
    await started;
    assert.equal(element.state, 'live');
    assert.lengthOf(events, 1);
    assert.lengthOf(sandbox.sessions, 1);
  });

  test('the visitor can cancel while the page never decides, also before a second session', async () => {
    const element = place();
    await element.start();
    await element.stop();
    element.addEventListener('avatar-beforestart', (event) => event.waitUntil(new Promise(() => {})));
    const before = calls().length;
    const given = rejection(element.start());
    await until(() => shows(element, 'cancel'));
    part(element, 'cancel')?.click();
    assert.equal(((await given) as DOMException).name, 'AbortError');
    await element.updateComplete;
    assert.equal(element.state, 'ended');
    assert.isTrue(shows(element, 'restart'));
    assert.isNull(element.error);
    assert.lengthOf(calls(), before);
  });

  test('a second session that the page refuses leaves the first one ended, and says so', async () => {
    const element = place();
    await element.start();
    await element.stop();
    element.addEventListener('avatar-beforestart', refuse, {once: true});
    assert.equal(((await rejection(element.start())) as AvatarError).code, 'start-refused');
    await element.updateComplete;
    assert.equal(part(element, 'reason')?.textContent, 'The conversation was not started.');
    assert.equal(element.state, 'ended');
    await element.start();
    assert.isNull(element.error);
  });

  test('a token is fetched ahead once the page permits that, and it asks again for the session', async () => {
    const element = place({preload: 'token'});
    const purposes: string[] = [];
    const decision = Promise.withResolvers<void>();
    element.addEventListener('avatar-beforestart', (event) => {
      purposes.push(event.purpose);
      if (event.purpose === 'prefetch') event.waitUntil(decision.promise);
    });
    element.dispatchEvent(new PointerEvent('pointerenter'));
    await until(() => purposes.length === 1);
    await new Promise((resolve) => requestAnimationFrame(resolve));
    assert.deepEqual(calls(), []);
    assert.isFalse(shows(element, 'cancel'), 'the visitor has started nothing');
    decision.resolve();
    await until(() => calls().length === 1);
    await element.start();
    assert.deepEqual(purposes, ['prefetch', 'start']);
    assert.deepEqual(calls().slice(0, 2), ['token', 'new']);
  });

  test('a page that permits a prefetch after the visitor has withdrawn their consent causes no request', async () => {
    setConsent(null, true);
    const element = place({preload: 'token', consent: 'required'});
    const decision = Promise.withResolvers<void>();
    element.addEventListener('avatar-beforestart', (event) => event.waitUntil(decision.promise));
    const asked = nextEvent(element, 'avatar-beforestart');
    element.dispatchEvent(new PointerEvent('pointerenter'));
    await asked;
    await element.withdrawConsent();
    decision.resolve();
    await new Promise((resolve) => setTimeout(resolve, 50));
    assert.deepEqual(calls(), []);
  });

  test('a page that decides about a prefetch after the session has begun causes no second token', async () => {
    const element = place({preload: 'token'});
    const decision = Promise.withResolvers<void>();
    element.addEventListener('avatar-beforestart', (event) => {
      if (event.purpose === 'prefetch') event.waitUntil(decision.promise);
    });
    const asked = nextEvent(element, 'avatar-beforestart');
    element.dispatchEvent(new PointerEvent('pointerenter'));
    await asked;
    await element.start();
    decision.resolve();
    await new Promise((resolve) => setTimeout(resolve));
    assert.lengthOf(
      calls().filter((call) => call === 'token'),
      1,
    );
  });
});
