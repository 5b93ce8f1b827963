import {visitKey} from './dismissal.js';
import {followDrag} from './drag.js';

interface CornerHost extends HTMLElement {
  readonly avatarId: string | null;
}

const CORNERS = ['bottom-end', 'bottom-start', 'top-end', 'top-start'];
const GLIDE = {duration: 240, easing: 'cubic-bezier(0.2, 0.8, 0.2, 1)'};

/** The corner of the mini player. The visitor drags it to another, or moves it with the arrow keys; it stays there for the visit. */
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

  drag(press: PointerEvent): void {
    const frame = this.#find();
    if (!frame) return;
    followDrag(press.currentTarget as HTMLElement, press, {
      onMove: (x, y) => (frame.style.translate = `${x}px ${y}px`),
      onEnd: () => {
        const {left, right, top, bottom} = frame.getBoundingClientRect();
        this.#glide(frame, (left + right) / 2 < innerWidth / 2, (top + bottom) / 2 < innerHeight / 2);
      },
      onCancel: () => (frame.style.translate = ''),
    });
  }

  move(event: KeyboardEvent): void {
    const frame = this.#find();
    if (!frame || !event.key.startsWith('Arrow')) return;
    event.preventDefault(); // else the page scrolls
    const [row, column] = (frame.dataset.corner ?? '').split('-');
    const isLeft = (column === 'start') === this.#startsLeft;
    const toLeft = event.key === 'ArrowLeft' || (event.key !== 'ArrowRight' && isLeft);
    const toTop = event.key === 'ArrowUp' || (event.key !== 'ArrowDown' && row === 'top');
    this.#glide(frame, toLeft, toTop);
  }

  #glide(frame: HTMLElement, toLeft: boolean, toTop: boolean): void {
    const before = frame.getBoundingClientRect();
    frame.style.translate = '';
    const corner = `${toTop ? 'top' : 'bottom'}-${toLeft === this.#startsLeft ? 'start' : 'end'}`;
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
