import {keyValues, type ChromaOptions, type KeyValues} from './chroma-options.js';
import {ChromaRenderer} from './chroma-renderer.js';
import {listen} from '../session/util/listen.js';
import {isPageVisible} from '../session/util/page-visible.js';

export interface ChromaKeyInit {
  /** The video with the green screen. */
  video: HTMLVideoElement;
  /** Receives the picture without the screen. It lies over the video, and CSS gives both the same size. */
  canvas: HTMLCanvasElement;
  /** Default: `CHROMA_DEFAULTS`. */
  options?: Partial<ChromaOptions>;
  /** Called when `drawing` has changed. */
  onChange?: (drawing: boolean) => void;
}

/** WebGL's linear filter skips pixels below half size. A smaller picture is drawn at half size, and the browser scales it down. */
const MIN_SCALE = 0.5;

/**
 * Draws each frame of a video to a canvas and makes the colour of the screen transparent. It draws only while the canvas is in
 * view. Before the first frame, without WebGL and while the WebGL context is lost, the canvas has no picture and `drawing` is
 * false.
 */
export class ChromaKey {
  readonly #video: HTMLVideoElement;
  readonly #canvas: HTMLCanvasElement;
  readonly #onChange: (drawing: boolean) => void;
  /** Aborts when `dispose` is called. */
  readonly #disposal = new AbortController();
  #values: KeyValues;
  #renderer: ChromaRenderer | null;
  /** Aborts when `stop` is called; `undefined` while stopped. */
  #running: AbortController | undefined;
  #drawing = false;
  #isInView = false;
  /** The canvas's size on the page, in CSS pixels. It is observed, because to read it for each frame would force a layout. */
  #displaySize = {width: 0, height: 0};
  /** Video size and scale for which the canvas has its size now. */
  #fittedTo = '';
  #cancelFrame: (() => void) | undefined;

  constructor({video, canvas, options = {}, onChange = () => {}}: ChromaKeyInit) {
    this.#video = video;
    this.#canvas = canvas;
    this.#onChange = onChange;
    this.#values = keyValues(options);
    const {signal} = this.#disposal;
    listen(canvas, 'webglcontextlost', (event) => this.#onContextLost(event), {signal});
    listen(canvas, 'webglcontextrestored', () => this.#onContextRestored(), {signal});
    this.#renderer = this.#createRenderer();
  }

  /** True while the canvas has the picture. */
  get drawing(): boolean {
    return this.#drawing;
  }

  /** Replaces all options, and redraws the current frame with them. An option that is left out has its default. */
  setOptions(options: Partial<ChromaOptions>): void {
    this.#values = keyValues(options);
    if (!this.#renderer) return;
    this.#renderer.values = this.#values;
    this.#update();
  }

  /** Starts to draw whenever the canvas is in view. */
  start(): void {
    if (this.#running || this.#disposal.signal.aborted) return;
    const {signal} = (this.#running = new AbortController());
    const view = new IntersectionObserver((entries) => {
      this.#isInView = entries.at(-1)?.isIntersecting ?? false;
      this.#update();
    });
    const size = new ResizeObserver((entries) => {
      this.#displaySize = entries.at(-1)?.contentRect ?? this.#displaySize;
      this.#update();
    });
    view.observe(this.#canvas);
    size.observe(this.#canvas);
    listen(document, 'visibilitychange', () => this.#update(), {signal});
    listen(this.#video, 'emptied', () => this.#setDrawing(false), {signal});
    signal.addEventListener('abort', () => {
      view.disconnect();
      size.disconnect();
    });
  }

  /** Stops drawing until the next `start`. */
  stop(): void {
    this.#running?.abort();
    this.#running = undefined;
    this.#isInView = false;
    this.#update();
    this.#setDrawing(false);
  }

  /** Stops for good and frees the graphics memory. */
  dispose(): void {
    this.stop();
    this.#disposal.abort();
    this.#renderer?.release();
    this.#renderer = null;
  }

  #createRenderer(): ChromaRenderer | null {
    const renderer = ChromaRenderer.create(this.#canvas);
    if (renderer) renderer.values = this.#values;
    this.#fittedTo = '';
    return renderer;
  }

  /** Redraws the current frame and waits for the next one, if the canvas is in view in a visible tab. */
  #update(): void {
    this.#cancelFrame?.();
    this.#cancelFrame = undefined;
    if (!this.#isInView || !isPageVisible()) return;
    this.#draw();
    this.#waitForFrame();
  }

  #waitForFrame(): void {
    if (!this.#renderer) return;
    this.#cancelFrame = onFrame(this.#video, () => {
      this.#draw();
      this.#waitForFrame();
    });
  }

  #draw(): void {
    const {videoWidth, readyState} = this.#video;
    if (!this.#renderer || videoWidth === 0 || readyState < HTMLMediaElement.HAVE_CURRENT_DATA) return;
    this.#fit(this.#renderer);
    this.#renderer.draw(this.#video);
    this.#setDrawing(true);
  }

  /**
   * Gives the canvas as many pixels as the video has, or fewer if the page shows it small. The canvas keeps the video's shape,
   * so that `object-fit` works alike for both.
   */
  #fit(renderer: ChromaRenderer): void {
    const {videoWidth, videoHeight} = this.#video;
    const displayScale = Math.max(
      this.#displaySize.width / videoWidth,
      this.#displaySize.height / videoHeight,
    );
    const scale = Math.min(1, Math.max(MIN_SCALE, displayScale * devicePixelRatio));
    const fittedTo = `${videoWidth}x${videoHeight} at ${scale}`;
    if (this.#fittedTo === fittedTo) return;
    this.#fittedTo = fittedTo;
    this.#canvas.width = Math.round(videoWidth * scale);
    this.#canvas.height = Math.round(videoHeight * scale);
    renderer.resize(this.#video);
  }

  #onContextLost(event: Event): void {
    event.preventDefault(); // otherwise the browser never restores the context
    this.#renderer = null;
    this.#update();
    this.#setDrawing(false);
  }

  #onContextRestored(): void {
    this.#renderer = this.#createRenderer();
    this.#update();
  }

  #setDrawing(drawing: boolean): void {
    if (this.#drawing === drawing) return;
    this.#drawing = drawing;
    this.#onChange(drawing);
  }
}

/**
 * Calls `callback` once, at the video's next frame. A browser without `requestVideoFrameCallback` calls it at the page's next
 * frame. Returns a function that cancels the call.
 */
function onFrame(video: HTMLVideoElement, callback: () => void): () => void {
  if ('requestVideoFrameCallback' in video) {
    const handle = video.requestVideoFrameCallback(callback);
    return () => video.cancelVideoFrameCallback(handle);
  }
  const handle = requestAnimationFrame(callback);
  return () => cancelAnimationFrame(handle);
}
