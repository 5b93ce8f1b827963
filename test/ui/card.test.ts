import {assert} from '@open-wc/testing';
import {setViewport} from '@web/test-runner-commands';
import sinon from 'sinon';
import {avatarError} from '../../src/session/errors/make-error.js';
import {
  AvatarErrorEvent,
  AvatarMessageEvent,
  AvatarSpeechStartEvent,
  AvatarTimeWarningEvent,
} from '../../src/session/events.js';
import {until} from '../support/waiting.js';
import {AvatarStage} from '../support/avatar-stage.js';

const stage = new AvatarStage();
const ALL = {controls: '', chat: '', captions: '', microphone: '', 'avatar-name': 'Anna'};
const WIDTHS = [280, 320, 360, 480, 640, 900];

/** Frames in which a change of the size may have one more effect. */
async function drawn(): Promise<void> {
  await stage.element.updateComplete;
  for (let frame = 0; frame < 3; frame++) await new Promise(requestAnimationFrame);
  await stage.settled();
}

const root = () => stage.element.shadowRoot as ShadowRoot;
const visible = (selector: string) =>
  [...root().querySelectorAll<HTMLElement>(selector)].filter(
    (each) =>
      each.checkVisibility({opacityProperty: true, visibilityProperty: true}) &&
      !each.matches('.visually-hidden *'),
  );

/** What of the stage's own children, and what of anything else, lies over the middle 40 % of its width, 14 to 66 % of its height. */
function overTheFace(): string[] {
  const {left, top, width, height} = stage.box('stage');
  const face = new DOMRect(left + width * 0.3, top + height * 0.14, width * 0.4, height * 0.52);
  // A line that the log has scrolled away is drawn nowhere: the log itself is looked at.
  const picture = 'video, canvas, .placeholder, .placeholder *, .poster, .stage, slot, [role=log] *';
  return visible('.card *')
    .filter((each) => !each.matches(picture))
    .filter((each) => {
      const box = each.getBoundingClientRect();
      const [across, down] = [
        Math.min(box.right, face.right) - Math.max(box.left, face.left),
        Math.min(box.bottom, face.bottom) - Math.max(box.top, face.top),
      ];
      return box.width > 0 && across > 0.5 && down > 0.5;
    })
    .map((each) => each.getAttribute('part') ?? each.outerHTML);
}

/** What has less room than it needs, or is out of the card. */
function cutOff(): string[] {
  const card = stage.element.getBoundingClientRect();
  return visible('.card :is(button, h2, p, .chip)')
    .filter((each) => {
      const {left, right} = each.getBoundingClientRect();
      const isOut = left < card.left - 1 || right > card.right + 1;
      return isOut || (each.scrollWidth > each.clientWidth + 1 && !each.matches('.chip'));
    })
    .map((each) => `${each.getAttribute('part')}: ${each.textContent?.trim()}`);
}

/** Asserts what holds at every width, with text of the usual size and with text twice as large. */
async function check(scene: string): Promise<void> {
  const {style} = stage.element;
  style.maxInlineSize = 'none'; // the page is narrow
  for (const width of WIDTHS) {
    style.inlineSize = `${width}px`;
    for (const fontSize of ['', '32px']) {
      style.fontSize = fontSize;
      await drawn();
      const where = `${scene}, ${width} px${fontSize && ', large text'}`;
      assert.deepEqual(overTheFace(), [], where);
      assert.deepEqual(cutOff(), [], where);
      assert.isAtLeast(stage.box('stage').height, 70, where);
    }
  }
  style.inlineSize = style.maxInlineSize = style.fontSize = '';
  await drawn();
}

suite('the card', () => {
  setup(() => setViewport({width: 1000, height: 900}));
  teardown(async () => {
    sinon.restore();
    await stage.close();
    await setViewport({width: 800, height: 600});
  });

  /** The views before and after a conversation, what leads to them, and what lets the avatar go on. */
  const VIEWS: Record<string, () => Promise<(() => void) | void>> = {
    start: async () => {},
    progress: async () => {
      const hold = stage.sandbox.hold('new');
      stage.element.start().catch(() => {});
      await hold.arrived;
      await until(() => stage.part('cancel') !== null);
      return () => hold.release();
    },
    ended: async () => {
      await stage.element.start();
      await stage.element.stop();
    },
    failed: async () => {
      stage.sandbox.inject('new', {status: 401, code: 400112});
      await stage.element.start().catch(() => {});
      stage.part('details')?.setAttribute('open', '');
    },
  };
  for (const [view, lead] of Object.entries(VIEWS)) {
    test(`before and after a conversation, nothing is over the face, and no text is cut off: ${view}`, async () => {
      await stage.open(ALL);
      const goOn = await lead();
      await check(view);
      goOn?.();
    });
  }

  test('in a conversation, nothing is over the face, and no text is cut off', async () => {
    await stage.live(ALL, {msPerCharacter: 1000});
    await check('live');
    stage.element.deliver(new AvatarSpeechStartEvent(null));
    const words = 'Words are shown when they are said, and never more than two lines of them.';
    stage.element.deliver(new AvatarMessageEvent('avatar', words, true, null));
    await until(() => stage.part('captions') !== null);
    await check('captions');
    stage.element.deliver(new AvatarErrorEvent(avatarError('microphone-refused')));
    await check('notice');
    for (const view of ['more', 'text']) {
      await stage.click(view);
      await check(view);
    }
  });

  for (const [width, style] of [
    [320, ''],
    [640, ''],
    [320, 'block-size: 420px'],
    [640, 'aspect-ratio: 4 / 3'],
  ] as const) {
    test(`nothing jumps from the first paint to the end: ${width} px ${style}`, async () => {
      await stage.open({...ALL, style: `inline-size: ${width}px; max-inline-size: none; ${style}`});
      const heights = new Set<number>();
      const note = () => heights.add(stage.element.getBoundingClientRect().height);
      note();
      const observer = new ResizeObserver(note);
      observer.observe(stage.element);
      const hold = stage.sandbox.hold('new');
      const started = stage.element.start();
      await hold.arrived;
      await until(() => stage.part('cancel') !== null);
      await drawn();
      hold.release();
      await started;
      await drawn();
      await stage.element.stop();
      await drawn();
      observer.disconnect();
      assert.lengthOf([...heights], 1, [...heights].join());
    });
  }

  for (const [box, size] of Object.entries({low: 'block-size: 90px', narrow: 'inline-size: 120px'})) {
    test(`in the smallest boxes the start button is whole, and nothing is over the face: ${box}`, async () => {
      await stage.open({controls: '', captions: '', microphone: '', backend: 'sandbox', style: size});
      await drawn();
      if (box === 'narrow') assert.equal(stage.box('preview').height, 16, 'the badge of the sandbox');
      const isWhole = (name: string) => {
        const [{left, right, top, bottom}, card] = [stage.box(name), stage.element.getBoundingClientRect()];
        assert.isTrue(
          left >= card.left && right <= card.right && top >= card.top && bottom <= card.bottom,
          `${name}: ${left} to ${right}, ${top} to ${bottom} in ${card.width} x ${card.height}`,
        );
      };
      isWhole('start-button');
      assert.deepEqual(cutOff(), []);
      await stage.element.start();
      await drawn();
      for (const name of ['microphone', 'stop']) isWhole(name);
      if (box === 'narrow') assert.deepEqual(overTheFace(), []);
    });
  }

  test('captions of the largest size are never over the face', async () => {
    localStorage.setItem('heygen-avatar-text-size', '1.5');
    await stage.live({controls: '', captions: '', style: 'max-inline-size: none'}, {msPerCharacter: 1000});
    await until(() => stage.part('menu') !== null);
    stage.element.deliver(new AvatarSpeechStartEvent(null));
    const words = 'Words are shown when they are said, and never more than two lines of them.';
    stage.element.deliver(new AvatarMessageEvent('avatar', words, true, null));
    await until(() => stage.part('captions') !== null);
    for (const width of [430, 460, 480, 639]) {
      stage.element.style.inlineSize = `${width}px`;
      await drawn();
      assert.deepEqual(overTheFace(), [], `${width}`);
    }
    localStorage.clear();
  });

  test('a caption never lies over the badge of the sandbox', async () => {
    await stage.live(
      {captions: '', controls: '', backend: 'sandbox', style: 'max-inline-size: none'},
      {msPerCharacter: 1000},
    );
    const sizes = root().querySelectorAll<HTMLElement>('[part=text-size-choice]');
    stage.element.deliver(new AvatarSpeechStartEvent(null));
    const words = 'Words are shown when they are said, and never more than two lines of them.';
    stage.element.deliver(new AvatarMessageEvent('avatar', words, true, null));
    await until(() => stage.part('captions') !== null);
    for (const width of [...WIDTHS, 560, 660]) {
      stage.element.style.inlineSize = `${width}px`;
      if (!WIDTHS.includes(width)) [...sizes].at(-1)?.click();
      await drawn();
      const badge = stage.part('preview') as HTMLElement;
      const [{right, top}, caption] = [stage.box('preview'), stage.box('captions')];
      const isApart =
        right <= caption.left || caption.bottom <= top || caption.top >= stage.box('stage').bottom;
      assert.isTrue(isApart || !badge.checkVisibility({visibilityProperty: true}), `${width}`);
    }
    localStorage.clear();
  });

  test('a notice touches the picture above it and the controls below it', async () => {
    await stage.live({controls: ''}, {sessionDurationLimit: 60});
    stage.element.deliver(new AvatarTimeWarningEvent(10));
    await drawn();
    const {top, bottom} = stage.box('time-warning');
    assert.deepEqual([top, bottom], [stage.box('stage').bottom, stage.box('controls').top]);
  });

  test('a conversation grows the card where it is narrow, and takes a column where it is wide', async () => {
    await stage.live({...ALL, style: 'max-inline-size: none'});
    for (const [width, grows] of [
      [640, 240],
      [900, 0],
    ] as const) {
      stage.element.style.inlineSize = `${width}px`;
      await drawn();
      const before = stage.element.offsetHeight;
      await stage.click('text');
      await drawn();
      assert.closeTo(stage.element.offsetHeight - before, grows, 1, `${width}`);
      await stage.click('text');
    }
  });

  test('where the page leaves no height, the panel has the place of the stage, whose picture lives on in its title', async () => {
    await stage.live({...ALL, style: 'inline-size: 360px; block-size: 280px'});
    await stage.click('text');
    await drawn();
    const {width, height, top} = stage.box('stage');
    assert.deepEqual([width, height], [40, 40]);
    assert.isBelow(top, stage.box('log').top);
    assert.isAtLeast(stage.box('log').height, 100);
    assert.closeTo(stage.element.offsetHeight, 280, 1);
  });
});
