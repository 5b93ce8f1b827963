import {assert} from '@open-wc/testing';
import type {ReactiveController} from 'lit';
import sinon from 'sinon';
import {whenSeen} from '../../src/runtime/autoplay-watch.js';
import {until} from '../support/waiting.js';

suite('autoplay waits until the visitor sees the element', () => {
  let host: HTMLElement & {starts: number; controllers: ReactiveController[]};

  /** An element that counts its starts and hands its life on to its controllers. */
  function place(style: string, mode: 'inline' | 'floating' = 'inline'): void {
    const element = document.createElement('div');
    element.style.cssText = `width: 20px; height: 20px; ${style}`;
    document.body.append(element);
    host = Object.assign(element, {
      starts: 0,
      controllers: [] as ReactiveController[],
      autoplay: true,
      mode,
      start: () => {
        host.starts++;
        return Promise.resolve();
      },
      addController: (controller: ReactiveController) => {
        host.controllers.push(controller);
        controller.hostConnected?.();
      },
      removeController: (controller: ReactiveController) =>
        void host.controllers.splice(host.controllers.indexOf(controller), 1),
    });
    whenSeen(host as unknown as Parameters<typeof whenSeen>[0]);
  }

  /** Resolves once every observer has had its turn. Browsers call several observers in no order, but in one task. */
  const observed = () =>
    new Promise<void>((resolve) => {
      const observer = new IntersectionObserver(() => {
        observer.disconnect();
        setTimeout(resolve);
      });
      observer.observe(host);
    });

  teardown(() => {
    sinon.restore();
    for (const controller of host.controllers) controller.hostDisconnected?.();
    host.remove();
    document.documentElement.removeAttribute('data-turbo-preview');
  });

  test('an element in view starts once', async () => {
    place('');
    await until(() => host.starts === 1);
    assert.deepEqual(host.controllers, []);
  });

  test('an element starts where images have the names of what it asks the document', async () => {
    const images = ['visibilityState', 'documentElement'].map((name) => Object.assign(new Image(), {name}));
    document.body.append(...images);
    place('');
    Object.assign(host, {mode: 'floating'});
    await until(() => host.starts === 1);
    for (const image of images) image.remove();
  });

  for (const hidden of ['display: none', 'margin-top: 300vh', 'opacity: 0', 'visibility: hidden']) {
    test(`an element with ${hidden} does not start`, async () => {
      place(hidden);
      await observed();
      assert.equal(host.starts, 0);
    });
  }

  /** What leaves an element its place, with nothing to be seen there, and what the page does when it opens that. */
  const COLLAPSED: [how: string, around: string, own: string][] = [
    ['in an accordion that is closed', 'height: 0; overflow: hidden', ''],
    ['in a shape without an area', 'clip-path: inset(50%)', ''],
    ['without a height', '', 'height: 0'],
    ['with a scale of 0', '', 'transform: scale(0)'],
  ];
  for (const [how, around, own] of COLLAPSED) {
    test(`an element ${how} does not start before that is opened`, async () => {
      place(own);
      const holder = document.createElement('div');
      holder.style.cssText = around;
      host.before(holder);
      holder.append(host);
      await observed();
      await observed();
      assert.equal(host.starts, 0);
      holder.style.cssText = '';
      host.style.cssText = 'width: 20px; height: 20px';
      await until(() => host.starts === 1);
      holder.remove();
    });
  }

  /** What shows an element that no visitor is to see yet, and what the browser or a framework does when the page itself follows. */
  const NOT_YET: [what: string, mode: 'inline' | 'floating', begin: () => unknown, end: () => unknown][] = [
    ...(['inline', 'floating'] as const).map((mode): (typeof NOT_YET)[number] => [
      `a preview of Turbo, ${mode},`,
      mode,
      () => document.documentElement.setAttribute('data-turbo-preview', ''),
      () => document.documentElement.removeAttribute('data-turbo-preview'),
    ]),
    [
      'a page in the background or prerendered',
      'inline',
      () => sinon.stub(document, 'visibilityState').value('hidden'),
      () => sinon.restore(),
    ],
  ];
  for (const [what, mode, begin, end] of NOT_YET) {
    for (const isMoved of [false, true]) {
      test(`${what} does not start, and the page after it does${isMoved ? ', where the element is moved to it' : ''}`, async () => {
        begin();
        place('', mode);
        await observed();
        assert.equal(host.starts, 0);
        end();
        if (isMoved) {
          const [controller] = host.controllers;
          controller?.hostDisconnected?.();
          controller?.hostConnected?.();
        } else document.dispatchEvent(new Event('visibilitychange'));
        await until(() => host.starts === 1);
      });
    }
  }

  for (const style of [
    'display: none',
    'position: absolute; left: -9999px',
    'width: 0; height: 0; border: 0',
  ]) {
    test(`an element in a frame with ${style} does not start before the page shows that`, async () => {
      const frame = document.createElement('iframe');
      frame.style.cssText = style;
      document.body.append(frame);
      place('');
      frame.contentDocument?.body.append(host);
      await observed();
      await observed();
      assert.equal(host.starts, 0);
      frame.style.cssText = 'position: fixed; inset: 0';
      await until(() => host.starts === 1);
      frame.remove();
    });
  }

  test('an element that is removed before it is seen is not watched', async () => {
    place('display: none');
    await observed();
    for (const controller of host.controllers) controller.hostDisconnected?.();
    host.style.display = 'block';
    await observed();
    document.dispatchEvent(new Event('visibilitychange'));
    assert.equal(host.starts, 0);
  });
});
