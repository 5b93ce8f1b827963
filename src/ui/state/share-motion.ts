import type {ReactiveController, ReactiveControllerHost} from 'lit';
import type {Layout, View} from '../frame-pieces.js';

/** What the frame shows: a change of either may give stage and panel another share of it. */
export interface Shown {
  readonly view: View;
  readonly layout: Layout;
}

type Picture = HTMLVideoElement | HTMLImageElement | HTMLCanvasElement;

/** A motion under way, and what takes back the styles that it needs. */
interface Glide {
  readonly motion: Animation;
  readonly undo: () => void;
}

const MOTION = {duration: 240, easing: 'cubic-bezier(0.2, 0.8, 0.2, 1)'};

/**
 * Lets the stage glide to its new share of the frame when a view of the panel comes or goes. The layout is the new one at once;
 * what moves is the stage's edge and, so that nothing is stretched, the crop of the whole picture in it.
 */
export class ShareMotion implements ReactiveController {
  readonly #host: HTMLElement;
  #shown: Shown = {view: 'start', layout: ''};
  /** Where the stage was before the view changed. */
  #before: DOMRect | null = null;
  #running: readonly Glide[] = [];

  constructor(host: HTMLElement & ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  /** Call it in each render, while the stage still has its old size. */
  expect({view, layout}: Shown): void {
    const {view: oldView, layout: oldLayout} = this.#shown;
    this.#shown = {view, layout};
    if (view === oldView || layout !== '' || oldLayout !== '') return;
    const canMove = 'animate' in this.#host && !matchMedia('(prefers-reduced-motion: reduce)').matches;
    if (canMove) this.#before = this.#place();
  }

  get #stage(): HTMLElement | null {
    return this.#host.shadowRoot?.querySelector<HTMLElement>('.frame:not([data-mini]) .stage') ?? null;
  }

  /** Where the stage is in the frame, which may itself move in the page. */
  #place(): DOMRect | null {
    const frame = this.#stage?.closest('.frame')?.getBoundingClientRect();
    const box = this.#stage?.getBoundingClientRect();
    if (!frame || !box || box.width === 0) return null;
    return new DOMRect(box.x - frame.x, box.y - frame.y, box.width, box.height);
  }

  hostUpdated(): void {
    const before = this.#before;
    if (!before) return;
    this.#before = null;
    const [stage, after] = [this.#stage, this.#place()];
    if (!stage || !after) return;
    const edges = [
      before.top - after.top,
      after.right - before.right,
      after.bottom - before.bottom,
      before.left - after.left,
    ];
    if (edges.every((each) => Math.abs(each) < 1)) return;
    this.#end();
    // The page's own poster does not move along: it would show beside a picture that fades in over it.
    const hasSlotted = (stage.querySelector('slot')?.assignedElements().length ?? 0) > 0;
    const video = stage.querySelector(':scope > video');
    if (hasSlotted && video && getComputedStyle(video).opacity !== '1') return;
    const crops = picturesIn(stage).map((picture) => cropOf(picture, before, after));
    // A picture that the page has placed in another way would jump.
    if (crops.length === 0 || crops.includes(null)) return;
    const inset = `inset(${edges.map((each) => `${each}px`).join(' ')})`;
    stage.style.overflow = 'visible';
    const edge = stage.animate([{clipPath: inset}, {clipPath: 'inset(0px)'}], MOTION);
    const glides = [
      {motion: edge, undo: () => (stage.style.overflow = '')},
      ...crops.map((crop) => crop?.() as Glide),
    ];
    this.#running = glides;
    const end = () => this.#running === glides && this.#end();
    void edge.finished.then(end, end);
  }

  /** Takes the styles back at once: the next glide sets its own. */
  #end(): void {
    for (const {motion, undo} of this.#running) {
      motion.cancel();
      undo();
    }
    this.#running = [];
  }
}

/** Also one that begins to fade in. */
const picturesIn = (stage: HTMLElement): Picture[] =>
  [...stage.querySelectorAll<Picture>('video, img, canvas')].filter(
    (each) => each.matches('.shown') || each.checkVisibility({opacityProperty: true}),
  );

/** Moves the whole picture from its old crop to its new one; `null` for one that does not fill the stage in percent. */
function cropOf(picture: Picture, before: DOMRect, after: DOMRect): (() => Glide) | null {
  const {objectFit, objectPosition} = getComputedStyle(picture);
  const [across, down] = objectPosition.split(' ').map((each) => parseFloat(each) / 100);
  const [width, height] = sizeOf(picture);
  if (objectFit !== 'cover' || !/^[\d.]+% [\d.]+%$/.test(objectPosition) || !width || !height) return null;
  const crop = (box: DOMRect) => {
    const scale = Math.max(box.width / width, box.height / height);
    return {
      scale,
      x: box.x + (box.width - width * scale) * (across ?? 0),
      y: box.y + (box.height - height * scale) * (down ?? 0),
    };
  };
  const [from, to] = [crop(before), crop(after)];
  return () => {
    const {style} = picture;
    const set = (name: string, value: string) => style.setProperty(name, value, 'important');
    set('inset', `${to.y - after.y}px auto auto ${to.x - after.x}px`);
    set('inline-size', `${width * to.scale}px`);
    set('block-size', `${height * to.scale}px`);
    const transform = `translate(${from.x - to.x}px, ${from.y - to.y}px) scale(${from.scale / to.scale})`;
    const transformOrigin = '0 0';
    const motion = picture.animate(
      [
        {transformOrigin, transform},
        {transformOrigin, transform: 'none'},
      ],
      MOTION,
    );
    const undo = () => ['inset', 'inline-size', 'block-size'].forEach((name) => style.removeProperty(name));
    return {motion, undo};
  };
}

const sizeOf = (picture: Picture): [number, number] =>
  'videoWidth' in picture
    ? [picture.videoWidth, picture.videoHeight]
    : 'naturalWidth' in picture
      ? [picture.naturalWidth, picture.naturalHeight]
      : [picture.width, picture.height];
