import {assert} from '@open-wc/testing';
import {sendMouse} from '@web/test-runner-commands';
import {AvatarSpeechStartEvent, AvatarMessageEvent} from '../../src/session/events.js';
import {until} from '../support/waiting.js';
import {AvatarStage} from '../support/avatar-stage.js';

/** Red, green and blue, 0 to 255, and alpha, 0 to 1. */
type Colour = readonly [number, number, number, number];

const stage = new AvatarStage();

teardown(async () => {
  document.documentElement.style.colorScheme = '';
  await stage.close();
});

const canvas = new OffscreenCanvas(1, 1).getContext('2d', {willReadFrequently: true});

/** The browser knows every form of a colour. */
function parse(css: string): Colour {
  if (!canvas) throw new Error('There is no canvas.');
  canvas.clearRect(0, 0, 1, 1);
  canvas.fillStyle = css;
  canvas.fillRect(0, 0, 1, 1);
  const [r = 0, g = 0, b = 0, a = 0] = canvas.getImageData(0, 0, 1, 1).data;
  return [r, g, b, a / 255];
}

/** The colour that results where one lies over an opaque one. */
function over([r, g, b, a]: Colour, below: Colour): Colour {
  const mix = (mine: number, its: number) => mine * a + its * (1 - a);
  return [mix(r, below[0]), mix(g, below[1]), mix(b, below[2]), 1];
}

function luminance([r, g, b]: Colour): number {
  const [red = 0, green = 0, blue = 0] = [r, g, b].map((value) => {
    const share = value / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: Colour, other: Colour): number {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].toSorted((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

/** The colour of an element's background, or of its text on that: over the picture, or over the surface of the card. */
function painted(element: Element, below: Colour, hasText: boolean): Colour {
  const chain: Element[] = [];
  for (let at: Element | null = element; at && !at.matches('.stage'); at = at.parentElement)
    chain.unshift(at);
  const isOnPicture = element.closest('.stage') !== null;
  if (!isOnPicture) below = parse(getComputedStyle(stage.element).backgroundColor);
  const paint = (index: number, backdrop: Colour): Colour => {
    const each = chain[index];
    if (!each) return hasText ? over(parse(getComputedStyle(element).color), backdrop) : backdrop;
    const {backgroundColor, opacity} = getComputedStyle(each);
    const [r, g, b] = paint(index + 1, over(parse(backgroundColor), backdrop));
    return over([r, g, b, Number(opacity)], backdrop);
  };
  return paint(0, below);
}

/** The contrast of an element's text with its background, over a frame of one colour. */
const contrastOver = (element: Element, frame: Colour): number =>
  contrast(painted(element, frame, true), painted(element, frame, false));

const FRAMES: readonly (readonly [string, Colour])[] = [
  ['white', [255, 255, 255, 1]],
  ['black', [0, 0, 0, 1]],
  ['mid-grey', [119, 119, 119, 1]],
  ['green', [0, 255, 0, 1]],
];

for (const colorScheme of ['light', 'dark'] as const) {
  suite(`contrast over any picture: ${colorScheme}`, () => {
    // The element follows the page's scheme.
    setup(() => void (document.documentElement.style.colorScheme = colorScheme));

    test('of controls and captions', async () => {
      stage.widenPage();
      await stage.live({controls: '', chat: '', captions: '', microphone: ''});
      stage.element.deliver(new AvatarSpeechStartEvent(null));
      stage.element.deliver(new AvatarMessageEvent('avatar', 'Read my lips.', true, null));
      await until(() => stage.part('caption-text') !== null);
      await stage.settled();
      for (const part of [
        'microphone',
        'caption-toggle',
        'text',
        'stop',
        'send',
        'status',
        'more',
        'clock',
        'caption-text',
        'message-box',
      ]) {
        const element = stage.part(part) as HTMLElement;
        for (const [name, frame] of FRAMES) {
          assert.isAtLeast(contrastOver(element, frame), 4.5, `${part} over ${name}`);
        }
      }
    });

    test('of the button that interrupts, under the pointer', async () => {
      await stage.live({chat: ''}, {msPerCharacter: 1000});
      await stage.element.speak('A long answer.');
      await until(() => stage.part('interrupt') !== null);
      const {x, y, width, height} = stage.box('interrupt');
      await sendMouse({type: 'move', position: [Math.round(x + width / 2), Math.round(y + height / 2)]});
      await until(() => stage.part('interrupt')?.matches(':hover') ?? false);
      await stage.settled();
      assert.isAtLeast(contrastOver(stage.part('interrupt') as HTMLElement, [0, 0, 0, 1]), 3);
      await sendMouse({type: 'move', position: [0, 0]});
    });

    test('of the ended view', async () => {
      await stage.live({chat: ''});
      await stage.element.stop();
      await stage.settled();
      for (const [name, frame] of FRAMES) {
        assert.isAtLeast(contrastOver(stage.part('reason') as HTMLElement, frame), 4.5, name);
      }
    });
  });
}
