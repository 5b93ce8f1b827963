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
});
