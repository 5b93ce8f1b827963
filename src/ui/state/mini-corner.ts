import {visitKey} from '../../session/util/visit-key.js';
import {followDrag} from './drag.js';

interface CornerHost extends HTMLElement {
  readonly avatarId: string | null;
}

/** In the order in which the button goes through them: around the window. */
const CORNERS = ['bottom-end', 'bottom-start', 'top-start', 'top-end'];
const GLIDE = {duration: 240, easing: 'cubic-bezier(0.2, 0.8, 0.2, 1)'};

/**
 * The corner of the mini player. The visitor drags it to another, or moves it by a button or the arrow keys; it stays there for the
 * visit.
 */
export class MiniCorner {
  readonly #host: CornerHost;
  readonly #find: () => HTMLElement | null;

  constructor(host: CornerHost, find: () => HTMLElement | null) {
    this.#host = host;
    this.#find = find;
  }

  /** Goes to the corner that the visitor has chosen. */
  recall(): void {
    let corner: string | null = null;
    try {
      corner = sessionStorage.getItem(this.#key);
    } catch {
      // The browser gives this page no storage.
    }
    const known = CORNERS.find((each) => each === (corner ?? this.#find()?.dataset.corner));
    this.#find()?.setAttribute('data-corner', known ?? 'bottom-end');
  }

  /** The mini player comes or goes. With its button a drag is gone as well, and the browser tells nobody. */
  endDrag(): void {
    const frame = this.#find();
    if (frame) frame.style.translate = '';
  }

  drag(press: PointerEvent): void {
    const frame = this.#find();
    if (!frame) return;
    followDrag(press.currentTarget as HTMLElement, press, {
      onMove: (x, y) => (frame.style.translate = `${x}px ${y}px`),
      onEnd: () => {
        const {left, right, top, bottom} = frame.getBoundingClientRect();
        const isLeft = (left + right) / 2 < innerWidth / 2;
        this.#glide(frame, this.#cornerAt(isLeft, (top + bottom) / 2 < innerHeight / 2));
      },
      onCancel: () => (frame.style.translate = ''),
    });
  }

  /** Goes to the next corner: for a visitor who can neither drag nor press the arrow keys. */
  next(): void {
    const frame = this.#find();
    if (!frame) return;
    const index = CORNERS.indexOf(frame.dataset.corner ?? '') + 1;
    this.#glide(frame, CORNERS[index % CORNERS.length] as string);
  }

  move(event: KeyboardEvent): void {
    const frame = this.#find();
    if (!frame || !event.key.startsWith('Arrow')) return;
    event.preventDefault(); // else the page scrolls
    const [row, column] = (frame.dataset.corner ?? '').split('-');
    const isLeft = (column === 'start') === this.#startsLeft;
    const toLeft = event.key === 'ArrowLeft' || (event.key !== 'ArrowRight' && isLeft);
    const toTop = event.key === 'ArrowUp' || (event.key !== 'ArrowDown' && row === 'top');
    this.#glide(frame, this.#cornerAt(toLeft, toTop));
  }

  #cornerAt(isLeft: boolean, isTop: boolean): string {
    return `${isTop ? 'top' : 'bottom'}-${isLeft === this.#startsLeft ? 'start' : 'end'}`;
  }

  #glide(frame: HTMLElement, corner: string): void {
    const before = frame.getBoundingClientRect();
    frame.style.translate = '';
    frame.dataset.corner = corner;
    this.#remember(corner);
    if (matchMedia('(prefers-reduced-motion: reduce)').matches) return;
    const after = frame.getBoundingClientRect();
    const way = `${before.left - after.left}px ${before.top - after.top}px`;
    frame.animate([{translate: way}, {translate: '0 0'}], GLIDE);
  }

  get #startsLeft(): boolean {
    return getComputedStyle(this.#host).direction === 'ltr';
  }

  get #key(): string {
    return visitKey('corner', this.#host);
  }

  #remember(corner: string): void {
    try {
      sessionStorage.setItem(this.#key, corner);
    } catch {
      // The browser gives this page no storage: the corner holds for this page.
    }
  }
}
