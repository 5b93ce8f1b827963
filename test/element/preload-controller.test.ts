import {assert} from '@open-wc/testing';
import {PreloadController, type Preload} from '../../src/element/preload-controller.js';

/** A host in a browser without IntersectionObserver, where every element counts as in view; and what the controller calls back. */
function watched(preload: Preload) {
  const host = Object.assign(new EventTarget(), {preload});
  const calls: boolean[] = [];
  const controller = new PreloadController(host as unknown as HTMLElement & {preload: Preload}, (isFirst) =>
    calls.push(isFirst),
  );
  controller.hostConnected();
  return {host, calls, controller, show: (sign: string) => host.dispatchEvent(new Event(sign))};
}

suite('PreloadController', () => {
  let idle: (() => void)[];
  const {requestIdleCallback: original} = globalThis;

  setup(() => {
    idle = [];
    globalThis.requestIdleCallback = (work) => idle.push(work as () => void);
  });
  teardown(() => {
    globalThis.requestIdleCallback = original;
  });

  test('says of each sign of interest whether it is the first since the element is in the document', () => {
    const {calls, controller, show} = watched('intent');
    for (const sign of ['pointerenter', 'focusin', 'touchstart']) show(sign);
    assert.deepEqual(calls, [true, false, false]);
    controller.hostDisconnected();
    show('focusin');
    assert.lengthOf(calls, 3);
    controller.hostConnected();
    show('focusin');
    assert.deepEqual(calls, [true, false, false, true]);
  });

  for (const [what, act] of [
    ['has a sign of interest', ({show}: ReturnType<typeof watched>) => show('focusin')],
    ['leaves the document', ({controller}: ReturnType<typeof watched>) => controller.hostDisconnected()],
    ['is given another preload', ({host}: ReturnType<typeof watched>) => (host.preload = 'none')],
  ] as const) {
    test(`an idle page preloads nothing for an element that ${what} meanwhile`, () => {
      const each = watched('auto');
      each.controller.hostUpdated();
      each.controller.hostUpdated();
      assert.lengthOf(idle, 1);
      act(each);
      const before = each.calls.length;
      for (const work of idle) work();
      each.controller.hostUpdated();
      assert.lengthOf(each.calls, before);
      assert.lengthOf(idle, 1);
    });
  }

  test('no sign of interest preloads with preload="none"', () => {
    const {host, calls, show} = watched('none');
    show('pointerenter');
    assert.lengthOf(calls, 0);
    host.preload = 'intent';
    show('pointerenter');
    assert.deepEqual(calls, [true]);
  });

  test('an element that moves in the document before the page is idle is preloaded', () => {
    const {calls, controller} = watched('auto');
    controller.hostUpdated();
    controller.hostDisconnected();
    controller.hostConnected();
    for (const work of idle) work();
    assert.deepEqual(calls, [true]);
  });

  test('an idle page preloads an element that is in view, and no other', () => {
    let see: (isIntersecting: boolean) => void = () => {};
    globalThis.IntersectionObserver = class {
      constructor(look: (entries: object[]) => void) {
        see = (isIntersecting) => look([{isIntersecting}]);
      }
      observe() {}
      disconnect() {}
    } as unknown as typeof IntersectionObserver;
    try {
      const {calls, controller} = watched('auto');
      controller.hostUpdated();
      assert.lengthOf(idle, 0);
      see(true);
      see(false);
      for (const work of idle.splice(0)) work();
      assert.lengthOf(calls, 0);
      see(true);
      for (const work of idle.splice(0)) work();
      assert.deepEqual(calls, [true]);
    } finally {
      Reflect.deleteProperty(globalThis, 'IntersectionObserver');
    }
  });
});
