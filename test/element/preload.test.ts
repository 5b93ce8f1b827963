import {assert} from '@open-wc/testing';
import sinon from 'sinon';
import '../../src/index.js';
import type {HeygenAvatarElement} from '../../src/index.js';
import {rejection, until} from '../support/waiting.js';
import {sandbox, place, calls, useSandbox} from '../support/test-elements.js';

useSandbox();

/** A call of the owner's server. */
async function post(path: string, token = ''): Promise<unknown> {
  const headers = {'content-type': 'application/json', authorization: `Bearer ${token}`};
  return (await fetch(sandbox.origin + path, {method: 'POST', headers, body: '{}'})).json();
}

suite('<heygen-avatar>: preload', () => {
  // The first test of the file: an element of another one could warm up as late as in this one.
  test('interest warms WebRTC up and leaves no connection behind', async () => {
    const connections: RTCPeerConnection[] = [];
    const Real = RTCPeerConnection;
    globalThis.RTCPeerConnection = class extends Real {
      constructor(configuration?: RTCConfiguration) {
        super(configuration);
        connections.push(this);
      }
    };
    try {
      const element = place();
      element.dispatchEvent(new PointerEvent('pointerenter'));
      await until(() => connections.some(({connectionState}) => connectionState === 'closed'));
      assert.equal(connections.length, 1);
      assert.deepEqual(calls(), []);
    } finally {
      globalThis.RTCPeerConnection = Real;
    }
  });

  test('no code and no token is fetched before interest, the code alone on it', async () => {
    const element = place();
    await element.updateComplete;
    element.dispatchEvent(new PointerEvent('pointerenter'));
    await until(() => element.shadowRoot?.adoptedStyleSheets.length === 2);
    assert.deepEqual(calls(), []);
    assert.equal(element.state, 'idle');
  });

  test('interest connects to the server of the page’s token, again once that may be dropped, and leaves no link', async () => {
    const clock = sinon.useFakeTimers({now: Date.now(), toFake: ['Date']});
    const links: HTMLLinkElement[] = [];
    const observer = new MutationObserver((records) =>
      links.push(
        ...records.flatMap(({addedNodes}) =>
          [...addedNodes].filter((node) => node instanceof HTMLLinkElement),
        ),
      ),
    );
    observer.observe(document.documentElement, {childList: true, subtree: true});
    const element = place({'token-url': '/api/token'});
    element.dispatchEvent(new PointerEvent('pointerenter'));
    await until(() => links.length > 0);
    element.dispatchEvent(new PointerEvent('pointerenter'));
    clock.tick(10_000);
    element.dispatchEvent(new FocusEvent('focusin'));
    await until(() => links.length > 1);
    observer.disconnect();
    clock.restore();
    assert.deepEqual(
      links.map(({rel, href, crossOrigin}) => [rel, href, crossOrigin]),
      Array.from({length: 2}, () => ['preconnect', `${location.origin}/`, 'anonymous']),
    );
    assert.isTrue(links.every(({isConnected}) => !isConnected));
  });

  test('preload="token" fetches the token on interest, and the start uses it', async () => {
    const element = place({preload: 'token'});
    element.dispatchEvent(new PointerEvent('pointerenter'));
    await until(() => calls().length === 1);
    await element.start();
    assert.deepEqual(calls().slice(0, 2), ['token', 'new']);
  });

  for (const [what, change] of [
    ['for other settings', (element) => (element.avatarId = 'Other')],
    ['from another address', (element) => (element.tokenUrl += '?user=2')],
    ['with other cookies', (element) => (element.tokenCredentials = 'include')],
  ] as [string, (element: HeygenAvatarElement) => unknown][]) {
    test(`a token that was fetched ahead ${what} is not used`, async () => {
      const element = place({preload: 'token'});
      element.dispatchEvent(new PointerEvent('pointerenter'));
      await until(() => calls().length === 1);
      change(element);
      await element.start();
      assert.deepEqual(calls().slice(0, 3), ['token', 'token', 'new']);
    });
  }

  test('a token that was fetched ahead for another user of the page is not used', async () => {
    const element = place({preload: 'token', 'token-url': ''});
    const users: string[] = [];
    const provide = (name: string) => () => {
      users.push(name);
      return fetch(sandbox.tokenUrl, {method: 'POST'}).then((response) => response.json());
    };
    element.tokenProvider = provide('first');
    element.dispatchEvent(new PointerEvent('pointerenter'));
    await until(() => users.length === 1);
    element.tokenProvider = provide('second');
    await element.start();
    assert.deepEqual(users, ['first', 'second']);
  });

  test('a token that was fetched ahead and that HeyGen refuses is fetched once again', async () => {
    const element = place({preload: 'token'});
    element.dispatchEvent(new PointerEvent('pointerenter'));
    await until(() => calls().length === 1);
    sandbox.inject('new', {status: 401, code: 400112});
    await element.start();
    assert.deepEqual(calls().slice(0, 4), ['token', 'new', 'token', 'new']);
    assert.equal(sandbox.sessions.length, 1);
  });

  test('a new token that HeyGen refuses is not fetched again', async () => {
    sandbox.inject('new', {status: 401, code: 400112});
    const element = place();
    assert.propertyVal(await rejection(element.start()), 'code', 'unauthorized');
    assert.deepEqual(calls(), ['token', 'new']);
  });

  test('fetches a token again that could not be fetched ahead', async () => {
    sandbox.inject('token', {status: 403});
    const element = place({preload: 'token'});
    element.dispatchEvent(new PointerEvent('pointerenter'));
    await until(() => sandbox.requests[0]?.status === 403);
    await element.start();
    assert.equal(element.state, 'live');
  });

  test('a session that the server starts ahead, though nobody has asked for one, is stopped', async () => {
    const element = place({preload: 'token', 'token-url': ''});
    const asked: unknown[] = [];
    element.tokenProvider = async ({isPrefetch}) => {
      asked.push(isPrefetch);
      const token = (await post('/api/liveavatar-token')) as {session_token: string};
      const started = (await post('/v1/sessions/start', token.session_token)) as {data: object};
      return {...started.data, ...token};
    };
    element.dispatchEvent(new PointerEvent('pointerenter'));
    await until(() => sandbox.sessions[0]?.endedBy === 'stop');
    assert.deepEqual(asked, [true]);
    assert.equal(element.state, 'idle');
  });

  test('preload="auto" fetches code when idle and in view, and no token', async () => {
    const element = place({preload: 'auto'});
    await until(() => element.shadowRoot?.adoptedStyleSheets.length === 2);
    assert.deepEqual(calls(), []);
  });

  test('preload="auto" that is set later, while the element is in view, does so too', async () => {
    const element = place({preload: 'none'});
    const seen = new Promise((resolve) => new IntersectionObserver(resolve).observe(element));
    await seen;
    await new Promise((resolve) => (globalThis.requestIdleCallback ?? setTimeout)(resolve));
    assert.equal(element.shadowRoot?.adoptedStyleSheets.length, 1);
    element.preload = 'auto';
    await until(() => element.shadowRoot?.adoptedStyleSheets.length === 2);
  });

  test('the first sign of interest ends the look whether the element is in view', async () => {
    const Real = IntersectionObserver;
    const observed = new Set<Element>();
    globalThis.IntersectionObserver = class extends Real {
      readonly #elements: Element[] = [];
      override observe(element: Element): void {
        this.#elements.push(element);
        observed.add(element);
        super.observe(element);
      }
      override disconnect(): void {
        for (const element of this.#elements) observed.delete(element);
        super.disconnect();
      }
    };
    try {
      const element = place();
      assert.isTrue(observed.has(element));
      element.dispatchEvent(new PointerEvent('pointerenter'));
      assert.isFalse(observed.has(element));
    } finally {
      globalThis.IntersectionObserver = Real;
    }
  });
});
