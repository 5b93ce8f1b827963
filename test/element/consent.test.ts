import {assert} from '@open-wc/testing';
import sinon from 'sinon';
import type {AvatarError, HeygenAvatarElement} from '../../src/index.js';
import {hasConsent} from '../../src/ui/state/consent-record.js';
import {rejection, until} from '../support/waiting.js';
import {calls, part, place, sandbox, shows, useSandbox} from '../support/test-elements.js';

useSandbox();

suite('<heygen-avatar>: consent', () => {
  const KEY = 'heygen-avatar-consent:1';
  let microphones: sinon.SinonSpy;
  setup(() => (microphones = sinon.spy(navigator.mediaDevices, 'getUserMedia')));
  teardown(() => {
    sinon.restore();
    localStorage.clear();
  });

  const box = (element: HeygenAvatarElement) => part(element, 'consent-box') as HTMLInputElement | null;
  /** Places an element that requires consent, and waits for its question. */
  async function asked(attributes: Record<string, string> = {}): Promise<HeygenAvatarElement> {
    const element = place({consent: 'required', 'consent-version': '1', ...attributes});
    await until(() => box(element) !== null);
    return element;
  }
  const codeOf = async (promise: Promise<unknown>) => ((await rejection(promise)) as AvatarError).code;

  test('the visitor can take the tick back until the session begins', async () => {
    const element = await asked();
    box(element)?.click();
    assert.isTrue(hasConsent('1'));
    box(element)?.click();
    assert.isFalse(hasConsent('1'));
    assert.equal(await codeOf(element.start()), 'consent-required');
    assert.deepEqual(calls(), []);
  });

  test('without consent, text and audio that stream are cancelled', async () => {
    const element = await asked();
    const cancel = sinon.spy();
    assert.equal(await codeOf(element.speak(new ReadableStream({cancel}))), 'consent-required');
    assert.equal(await codeOf(element.speakAudio(new ReadableStream({cancel}))), 'consent-required');
    assert.equal(cancel.callCount, 2);
    assert.deepEqual(calls(), []);
  });

  test('a session that the page has begun before it requires consent ends, and no microphone opens', async () => {
    const element = place({microphone: ''});
    await element.start();
    element.consent = 'required';
    assert.equal(await codeOf(element.startMicrophone()), 'consent-required');
    await until(() => element.state === 'ended');
    assert.equal(microphones.callCount, 0);
  });

  test('consent that is withdrawn ends the session, and the start, of every avatar that it was for', async () => {
    localStorage.setItem(KEY, 'then');
    const [live, starting] = [
      place({consent: 'required', 'consent-version': '1'}),
      place({consent: 'required', 'consent-version': '1'}),
    ];
    await live.start();
    starting.addEventListener('avatar-beforestart', (event) => event.waitUntil(new Promise(() => {})));
    const given = rejection(starting.start());
    await until(() => shows(starting, 'cancel'));
    await live.withdrawConsent();
    assert.equal(((await given) as DOMException).name, 'AbortError');
    assert.equal(live.state, 'ended');
    assert.isNull(localStorage.getItem(KEY));
    assert.equal(sandbox.openSessions, 0);
    await live.updateComplete;
    assert.isTrue(shows(live, 'restart') && shows(live, 'consent-box'));
  });

  test('consent that another tab of the site withdraws ends the session', async () => {
    localStorage.setItem(KEY, 'then');
    const element = place({consent: 'required', 'consent-version': '1'});
    await element.start();
    localStorage.removeItem(KEY);
    dispatchEvent(new StorageEvent('storage', {key: KEY}));
    await until(() => element.state === 'ended');
  });

  test('what another tab of the site does with its own storage deletes nothing of a conversation that is kept', async () => {
    const key = 'heygen-avatar-last-session:guide';
    for (const storage of [localStorage, sessionStorage]) storage.setItem(key, 'an-id');
    await asked({id: 'guide'});
    dispatchEvent(new StorageEvent('storage', {key: 'the-site', newValue: null}));
    assert.deepEqual([localStorage.getItem(key), sessionStorage.getItem(key)], ['an-id', 'an-id']);
    dispatchEvent(new StorageEvent('storage', {key: KEY, newValue: null}));
    assert.deepEqual([localStorage.getItem(key), sessionStorage.getItem(key)], [null, null]);
  });

  test('a new version asks anew', async () => {
    localStorage.setItem(KEY, 'then');
    const element = place({consent: 'required', 'consent-version': '1'});
    await element.start();
    await element.stop();
    element.consentVersion = '2';
    assert.equal(await codeOf(element.ask('Hello?')), 'consent-required');
    await until(() => box(element)?.checked === false);
  });

  test('a page without storage remembers the consent as long as it lives', async () => {
    for (const method of ['getItem', 'setItem', 'removeItem'] as const) {
      sinon.stub(Storage.prototype, method).throws(new DOMException('no', 'SecurityError'));
    }
    const element = await asked({'consent-version': 'unstored'});
    assert.equal(await codeOf(element.start()), 'consent-required');
    box(element)?.click();
    await element.start();
    await element.withdrawConsent();
    assert.equal(await codeOf(element.start()), 'consent-required');
  });

  test('a tick loads the code ahead, and with preload="none" nothing', async () => {
    const [ahead, none] = [await asked(), await asked({preload: 'none', 'consent-version': '2'})];
    for (const element of [ahead, none]) {
      element.dispatchEvent(new PointerEvent('pointerenter'));
      box(element)?.click();
    }
    const sheets = ({shadowRoot}: HeygenAvatarElement) => shadowRoot?.adoptedStyleSheets.length;
    await until(() => sheets(ahead) === 3);
    assert.equal(sheets(none), 2);
    assert.deepEqual(calls(), []);
  });

  test('a floating avatar opens for a press that lacks consent, and stays closed for a call', async () => {
    const activation = sinon.stub(navigator.userActivation, 'isActive').value(false);
    const element = place({consent: 'required', mode: 'floating'});
    await rejection(element.start());
    await element.updateComplete;
    assert.isFalse(element.open);
    activation.value(true);
    await rejection(element.start());
    await until(() => element.open && shows(element, 'consent-missing'));
  });

  test('it is accessible', async () => {
    const element = await asked();
    await assert.isAccessible(element);
    sinon.stub(navigator.userActivation, 'isActive').value(true);
    await rejection(element.start());
    await until(() => shows(element, 'consent-missing'));
    await assert.isAccessible(element);
    assert.equal(element.shadowRoot?.activeElement, box(element));
  });
});
