import {assert} from '@open-wc/testing';
import type {ReactiveController} from 'lit';
import {whenSeen} from '../../src/runtime/autoplay-watch.js';
import {until} from '../support/waiting.js';

suite('autoplay waits until the visitor sees the element', () => {
  let host: HTMLElement & {starts: number; controllers: ReactiveController[]};

  /** An element that counts its starts and hands its life on to its controllers. */
  function place(style: string): void {
    const element = document.createElement('div');
    element.style.cssText = `width: 20px; height: 20px; ${style}`;
    document.body.append(element);
    host = Object.assign(element, {
      starts: 0,
      controllers: [] as ReactiveController[],
      autoplay: true,
      mode: 'inline' as const,
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

  test('a preview of Turbo does not start, and the page after it does', async () => {
    document.documentElement.setAttribute('data-turbo-preview', '');
    place('');
    await observed();
    assert.equal(host.starts, 0);
    document.documentElement.removeAttribute('data-turbo-preview');
    document.dispatchEvent(new Event('visibilitychange'));
    assert.equal(host.starts, 1);
  });

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
