import {assert} from '@open-wc/testing';
import {emulateMedia, sendKeys, sendMouse} from '@web/test-runner-commands';
import {nextEvent, until} from '../support/waiting.js';
import {AvatarStage} from '../support/avatar-stage.js';

const stage = new AvatarStage();
const root = () => stage.element.shadowRoot as ShadowRoot;

/** What moves at this moment: each animated property, with its seconds. */
function moving(): Map<string, number> {
  const found = new Map<string, number>();
  for (const {effect} of root().getAnimations()) {
    const {duration, iterations} = effect?.getTiming() ?? {};
    const ms = iterations === Infinity ? 0 : Number(duration);
    for (const frame of (effect as KeyframeEffect).getKeyframes()) {
      for (const name of Object.keys(frame)) {
        if (!['offset', 'computedOffset', 'easing', 'composite'].includes(name)) found.set(name, ms);
      }
    }
  }
  return found;
}

/** Opens the conversation and sends a text; returns what has moved in it. */
async function send(): Promise<Map<string, number>> {
  await stage.live({chat: '', controls: '', style: 'inline-size: 900px; max-inline-size: none'});
  await stage.settings();
  await stage.settled(); // the picture has faded in
  stage.sandbox.hold('task');
  await stage.click('text');
  const opened = moving();
  (stage.part('message-box') as HTMLTextAreaElement).value = 'Hello';
  await stage.click('send');
  const sent = moving();
  await until(() => stage.part('thinking') !== null);
  return new Map([...opened, ...sent, ...moving()]);
}

suite('motion', () => {
  teardown(async () => {
    await emulateMedia({reducedMotion: 'no-preference'});
    await stage.close();
  });

  test('what is sent rises within 160 ms', async () => {
    assert.equal((await send()).get('translate'), 160);
  });

  test('stage and panel change their share in 240 ms, and the picture is neither stretched nor does it jump', async () => {
    await stage.live({chat: '', controls: '', style: 'inline-size: 900px; max-inline-size: none'});
    await stage.settings();
    await stage.settled(); // the picture has faded in
    const {video} = stage.element;
    const ratio = video.videoWidth / video.videoHeight;
    for (const isOpening of [true, false]) {
      const old = stage.box('stage');
      await stage.click('text');
      const now = stage.box('stage');
      assert.notEqual(now.width, old.width);
      const motions = [...root().getAnimations()].filter(({effect}) => effect?.getTiming().duration === 240);
      assert.lengthOf(motions, 2);
      for (const [time, width] of [
        [0, Math.max(old.width, old.height * ratio)],
        [239.9, Math.max(now.width, now.height * ratio)],
      ] as const) {
        for (const each of motions) {
          each.pause();
          each.currentTime = time;
        }
        const box = video.getBoundingClientRect();
        assert.closeTo(box.width / box.height, ratio, 0.01);
        assert.closeTo(box.width, width, 2, `${isOpening ? 'opening' : 'closing'} at ${time} ms`);
      }
      for (const each of motions) each.finish();
      await stage.settled();
      assert.equal(video.style.cssText + (stage.part('stage')?.style.cssText ?? ''), '');
      assert.deepEqual(video.getBoundingClientRect(), now);
    }
  });

  test('at the first start they glide as well, and the picture fades in on the crop of the poster', async () => {
    const style = 'inline-size: 640px; max-inline-size: none';
    await stage.open({chat: '', controls: '', poster: '/demo/gallery/poster.svg', style});
    const poster = stage.part('poster') as HTMLImageElement;
    await poster.decode();
    const hold = stage.sandbox.hold('new');
    const started = stage.element.start();
    await hold.arrived;
    await until(() => stage.part('cancel') !== null);
    await stage.settled();
    const old = stage.box('stage');
    const {video} = stage.element;
    const first = nextEvent(stage.element, 'avatar-statechange', () => stage.element.state === 'live').then(
      async () => {
        await stage.element.updateComplete;
        const motions = [...root().getAnimations()].filter(
          ({effect}) => effect?.getTiming().duration === 240,
        );
        for (const each of motions) {
          each.pause();
          each.currentTime = 0;
        }
        return {motions, from: [poster, video].map((each) => each.getBoundingClientRect())};
      },
    );
    hold.release();
    const {motions, from} = await first;
    await started;
    assert.lengthOf(motions, 3); // the edge of the stage, and two pictures
    assert.notEqual(stage.box('stage').height, old.height);
    const ratio = video.videoWidth / video.videoHeight;
    for (const {width, height} of from) {
      assert.closeTo(width / height, ratio, 0.01);
      assert.closeTo(height, Math.max(old.height, old.width / ratio), 2);
    }
    for (const each of motions) each.finish();
    await stage.settled();
    assert.equal(video.style.cssText + poster.style.cssText, '');
  });

  test('a change while stage and panel glide begins a glide of its own, and leaves no style behind', async () => {
    await stage.live({chat: '', controls: '', style: 'inline-size: 900px; max-inline-size: none'});
    await stage.settings();
    await stage.settled(); // the picture has faded in
    await stage.click('text');
    await stage.click('text');
    await Promise.resolve(); // what the end of the first one does is done
    const {style} = stage.element.video;
    assert.notEqual(style.inlineSize, '');
    for (const each of root().getAnimations()) each.finish();
    await stage.settled();
    assert.equal(style.cssText + (stage.part('stage')?.style.cssText ?? ''), '');
  });

  test('in a page without element.animate() they change it at once, without an error', async () => {
    await stage.live({chat: '', controls: '', style: 'inline-size: 900px; max-inline-size: none'});
    await stage.settings();
    await stage.settled();
    const animate = Object.getOwnPropertyDescriptor(Element.prototype, 'animate') as PropertyDescriptor;
    Reflect.deleteProperty(Element.prototype, 'animate');
    try {
      const old = stage.box('stage');
      (stage.part('text') as HTMLElement).click();
      await stage.element.updateComplete;
      assert.notEqual(stage.box('stage').width, old.width);
    } finally {
      Object.defineProperty(Element.prototype, 'animate', animate);
    }
  });

  test('for a visitor who wants less of it, nothing moves, and what fades does so within 80 ms', async () => {
    await emulateMedia({reducedMotion: 'reduce'});
    const all = await send();
    assert.deepEqual([...all.keys()], ['opacity']);
    assert.isAtMost(Math.max(...all.values()), 80);
  });
});

suite('the ring of the focus', () => {
  teardown(() => stage.close());

  test('comes with the keyboard alone; after a start by pointer the focus stays, after one by key it moves on', async () => {
    await stage.open({chat: '', controls: ''});
    const {x, y, width, height} = stage.box('start-button');
    const ring = () => getComputedStyle(root().activeElement as Element).outlineStyle;
    const live = nextEvent(stage.element, 'avatar-playing');
    await sendMouse({
      type: 'click',
      position: [Math.round(x + width / 2), Math.round(y + height / 2)],
    });
    await live;
    await until(() => stage.part('composer') !== null);
    await stage.element.updateComplete;
    assert.equal(stage.focused, 'frame');
    assert.equal(ring(), 'none');
    stage.part('message-box')?.focus();
    stage.part('stop')?.focus(); // after a text box, the browser draws a ring
    assert.equal(ring(), 'none');
    await sendKeys({press: 'ArrowUp'});
    assert.equal(ring(), 'solid');
    const ended = nextEvent(stage.element, 'avatar-end');
    await sendKeys({press: 'Enter'});
    await ended;
    await until(() => stage.focused === 'restart');
    assert.equal(ring(), 'solid');
  });
});
