import {until} from '../support/waiting.js';

export type Color = readonly [red: number, green: number, blue: number];

export const GREEN: Color = [0, 255, 0];

const css = (color: Color) => `rgb(${color.join(' ')})`;

/** A column of the test picture: one colour, or a gradient from one colour (left) to another (right). */
export type Column = Color | readonly [from: Color, to: Color];

export const COLUMN_WIDTH = 64;
export const HEIGHT = 48;

/** A `<video>` that plays a picture of columns until `stop` is called. */
export class GreenScreen {
  readonly video = document.createElement('video');
  readonly #canvas = document.createElement('canvas');
  readonly #columns: readonly Column[];
  #isStopped = false;

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

  /** Changes the size of the video, as an encoder does when the network gets slower. */
  resize(scale: number): void {
    this.#canvas.width = this.#columns.length * COLUMN_WIDTH * scale;
    this.#canvas.height = HEIGHT * scale;
  }

  stop(): void {
    this.#isStopped = true;
    this.video.srcObject = null;
    this.video.remove();
  }

  #paint(): void {
    const context = this.#canvas.getContext('2d');
    if (!context || this.#isStopped) return;
    const {width, height} = this.#canvas;
    const step = width / this.#columns.length;
    this.#columns.forEach((column, index) => {
      const [from, to] = isGradient(column) ? column : [column, column];
      const gradient = context.createLinearGradient(index * step, 0, (index + 1) * step, 0);
      gradient.addColorStop(0, css(from));
      gradient.addColorStop(1, css(to));
      context.fillStyle = gradient;
      context.fillRect(index * step, 0, step, height);
    });
    requestAnimationFrame(() => this.#paint());
  }
}

function isGradient(column: Column): column is readonly [Color, Color] {
  return typeof column[0] !== 'number';
}

/**
 * Copies what is on the canvas after the video's next frame. An animation frame runs after all callbacks for video frames,
 * which draw the canvas, and before the browser clears the WebGL buffer.
 */
export async function picture(video: HTMLVideoElement, canvas: HTMLCanvasElement): Promise<Picture> {
  await new Promise((resolve) => video.requestVideoFrameCallback(() => requestAnimationFrame(resolve)));
  const copy = new OffscreenCanvas(canvas.width, canvas.height);
  const context = copy.getContext('2d');
  if (!context) throw new Error('There is no 2D context.');
  context.drawImage(canvas, 0, 0);
  return new Picture(copy, context);
}

/** A copy of the canvas. Its pixels are read from the middle row. */
export class Picture {
  readonly #copy: OffscreenCanvas;
  readonly #context: OffscreenCanvasRenderingContext2D;

  constructor(copy: OffscreenCanvas, context: OffscreenCanvasRenderingContext2D) {
    this.#copy = copy;
    this.#context = context;
  }

  /** Red, green, blue and opacity, 0 to 255, in the middle of a column. */
  column(index: number): number[] {
    return this.at((index + 0.5) * COLUMN_WIDTH);
  }

  /** Red, green, blue and opacity, 0 to 255, at a column of pixels. */
  at(x: number): number[] {
    return [...this.#context.getImageData(Math.floor(x), this.#copy.height / 2, 1, 1).data];
  }

  /** The picture on a page with this background colour. */
  on(color: Color): Picture {
    const {width, height} = this.#copy;
    const page = new OffscreenCanvas(width, height);
    const context = page.getContext('2d');
    if (!context) throw new Error('There is no 2D context.');
    context.fillStyle = css(color);
    context.fillRect(0, 0, width, height);
    context.drawImage(this.#copy, 0, 0);
    return new Picture(page, context);
  }
}

/** The difference of two colours in the channel where it is largest. */
export function difference(one: readonly number[], other: readonly number[]): number {
  return Math.max(...other.map((value, index) => Math.abs(value - (one[index] ?? NaN))));
}
