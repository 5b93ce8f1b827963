import {until} from '../support/waiting.js';

export type Color = readonly [red: number, green: number, blue: number];

export const GREEN: Color = [0, 255, 0];

const css = (color: Color) => `rgb(${color.join(' ')})`;

/** A column of the known picture: one colour, or its way from one colour (left) to another (right). */
export type Column = Color | readonly [from: Color, to: Color];

export const COLUMN_WIDTH = 64;
export const HEIGHT = 48;

/** A `<video>` that plays a picture of columns, for as long as the test runs; `stop` ends it. */
export class GreenScreen {
  readonly video = document.createElement('video');
  readonly #canvas = document.createElement('canvas');
  readonly #columns: readonly Column[];
  #isOver = false;

  constructor(columns: readonly Column[]) {
    this.#columns = columns;
    this.#canvas.width = columns.length * COLUMN_WIDTH;
    this.#canvas.height = HEIGHT;
  }

  async play(): Promise<void> {
    this.#paint();
    const {video} = this;
    video.muted = true;
    video.srcObject = this.#canvas.captureStream();
    await video.play();
    await until(() => video.videoWidth > 0);
  }

  /** Another picture of another size, as when an encoder adapts to the line. */
  resize(scale: number): void {
    this.#canvas.width = this.#columns.length * COLUMN_WIDTH * scale;
    this.#canvas.height = HEIGHT * scale;
  }

  stop(): void {
    this.#isOver = true;
    this.video.srcObject = null;
    this.video.remove();
  }

  #paint(): void {
    const context = this.#canvas.getContext('2d');
    if (!context || this.#isOver) return;
    const {width, height} = this.#canvas;
    const step = width / this.#columns.length;
    this.#columns.forEach((column, index) => {
      const [from, to] = isWay(column) ? column : [column, column];
      const way = context.createLinearGradient(index * step, 0, (index + 1) * step, 0);
      way.addColorStop(0, css(from));
      way.addColorStop(1, css(to));
      context.fillStyle = way;
      context.fillRect(index * step, 0, step, height);
    });
    requestAnimationFrame(() => this.#paint());
  }
}

function isWay(column: Column): column is readonly [Color, Color] {
  return typeof column[0] !== 'number';
}

/**
 * What is on the canvas after the video's next frame. Animation frames follow all callbacks of video frames, the key's too,
 * and come before the browser takes the drawing away.
 */
export async function picture(video: HTMLVideoElement, canvas: HTMLCanvasElement): Promise<Picture> {
  await new Promise((resolve) => video.requestVideoFrameCallback(() => requestAnimationFrame(resolve)));
  const flat = new OffscreenCanvas(canvas.width, canvas.height);
  const context = flat.getContext('2d');
  if (!context) throw new Error('There is no 2D context.');
  context.drawImage(canvas, 0, 0);
  return new Picture(flat, context);
}

/** Pixels of the canvas; of the middle row. */
export class Picture {
  readonly #flat: OffscreenCanvas;
  readonly #context: OffscreenCanvasRenderingContext2D;

  constructor(flat: OffscreenCanvas, context: OffscreenCanvasRenderingContext2D) {
    this.#flat = flat;
    this.#context = context;
  }

  /** Red, green, blue and opacity, 0 to 255, in the middle of a column. */
  column(index: number): number[] {
    return this.at((index + 0.5) * COLUMN_WIDTH);
  }

  at(x: number): number[] {
    return [...this.#context.getImageData(Math.floor(x), this.#flat.height / 2, 1, 1).data];
  }

  /** The picture as it stands on a page of that colour. */
  on(color: Color): Picture {
    const {width, height} = this.#flat;
    const page = new OffscreenCanvas(width, height);
    const context = page.getContext('2d');
    if (!context) throw new Error('There is no 2D context.');
    context.fillStyle = css(color);
    context.fillRect(0, 0, width, height);
    context.drawImage(this.#flat, 0, 0);
    return new Picture(page, context);
  }
}

/** How far apart two colours are, in the channel where they differ most. */
export function difference(one: readonly number[], other: readonly number[]): number {
  return Math.max(...other.map((value, index) => Math.abs(value - (one[index] ?? NaN))));
}
