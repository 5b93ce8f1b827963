import {keyValues, type ChromaOptions, type KeyValues} from './chroma-options.js';
import {ChromaRenderer} from './chroma-renderer.js';

/** What a `ChromaKey` works on. */
export interface ChromaKeyInit {
  /** The picture with the screen in it. */
  video: HTMLVideoElement;
  /** Where the picture without it is drawn; lies over the video and is sized by CSS like it. */
  canvas: HTMLCanvasElement;
  options?: Partial<ChromaOptions>;
  /** Called when `drawing` has changed. */
  onChange?: (drawing: boolean) => void;
}

/** A picture that is shown smaller than half its size is halved here, and the rest is left to the browser, which filters. */
const SMALLEST_SCALE = 0.5;

/**
 * Draws a video to a canvas without the colour of its screen, frame by frame as they are presented, while the canvas is in
 * sight. `drawing` says whether the canvas has the picture: it has not before the first frame, without WebGL, and while
 * its context is lost.
 */
export class ChromaKey {
  readonly #video: HTMLVideoElement;
  readonly #canvas: HTMLCanvasElement;
  readonly #onChange: (drawing: boolean) => void;
  readonly #life = new AbortController();
  #values: KeyValues;
  #renderer: ChromaRenderer | null;
  #running: AbortController | undefined;
  #drawing = false;
  #isInView = false;
  /** As laid out, in CSS pixels: observed, because to ask for it at every frame would cost a layout. */
  #shown = {width: 0, height: 0};
  #drawnFrom = '';
  #cancelFrame: (() => void) | undefined;

  constructor({video, canvas, options = {}, onChange = () => {}}: ChromaKeyInit) {
    this.#video = video;
    this.#canvas = canvas;
    this.#onChange = onChange;
    this.#values = keyValues(options);
    const {signal} = this.#life;
    canvas.addEventListener('webglcontextlost', (event) => this.#onLost(event), {signal});
    canvas.addEventListener('webglcontextrestored', () => this.#onRestored(), {signal});
    this.#renderer = this.#createRenderer();
  }

  /** True while the canvas has the picture. */
  get drawing(): boolean {
    return this.#drawing;
  }

  /** Other options, from the frame that is shown now on. What is left out has its default. */
  setOptions(options: Partial<ChromaOptions>): void {
    this.#values = keyValues(options);
    if (!this.#renderer) return;
    this.#renderer.values = this.#values;
    this.#update();
  }

  /** Draws from now on, whenever the canvas is in sight. */
  start(): void {
    if (this.#running || this.#life.signal.aborted) return;
    const {signal} = (this.#running = new AbortController());
    const view = new IntersectionObserver((entries) => {
      this.#isInView = entries.at(-1)?.isIntersecting ?? false;
      this.#update();
    });
    const size = new ResizeObserver((entries) => {
      this.#shown = entries.at(-1)?.contentRect ?? this.#shown;
      this.#update();
    });
    view.observe(this.#canvas);
    size.observe(this.#canvas);
    document.addEventListener('visibilitychange', () => this.#update(), {signal});
    this.#video.addEventListener('emptied', () => this.#setDrawing(false), {signal});
    signal.addEventListener('abort', () => {
      view.disconnect();
      size.disconnect();
    });
  }

  /** Draws no more, until the next `start`. */
  stop(): void {
    this.#running?.abort();
    this.#running = undefined;
    this.#isInView = false;
    this.#update();
    this.#setDrawing(false);
  }

  /** Stops for good, and gives the graphics memory back. */
  dispose(): void {
    this.stop();
    this.#life.abort();
    this.#renderer?.release();
    this.#renderer = null;
  }

  #createRenderer(): ChromaRenderer | null {
    const renderer = ChromaRenderer.create(this.#canvas);
    if (renderer) renderer.values = this.#values;
    this.#drawnFrom = '';
    return renderer;
  }

  /** Something but the frame has changed: draws it anew and awaits the next, if anybody sees it. */
  #update(): void {
    this.#cancelFrame?.();
    this.#cancelFrame = undefined;
    if (!this.#isInView || document.visibilityState !== 'visible') return;
    this.#draw();
    this.#awaitFrame();
  }

  #awaitFrame(): void {
    if (!this.#renderer) return;
    this.#cancelFrame = onFrame(this.#video, () => {
      this.#draw();
      this.#awaitFrame();
    });
  }

  #draw(): void {
    const {videoWidth, readyState} = this.#video;
    if (!this.#renderer || videoWidth === 0 || readyState < HTMLMediaElement.HAVE_CURRENT_DATA) return;
    this.#fit(this.#renderer);
    this.#renderer.draw(this.#video);
    this.#setDrawing(true);
  }

  /** As many pixels as the video has, but not many more than the screen shows; of the video's shape, for `object-fit`. */
  #fit(renderer: ChromaRenderer): void {
    const {videoWidth, videoHeight} = this.#video;
    const shown = Math.max(this.#shown.width / videoWidth, this.#shown.height / videoHeight);
    const scale = Math.min(1, Math.max(SMALLEST_SCALE, shown * devicePixelRatio));
    const drawnFrom = `${videoWidth}x${videoHeight} at ${scale}`;
    if (this.#drawnFrom === drawnFrom) return;
    this.#drawnFrom = drawnFrom;
    this.#canvas.width = Math.round(videoWidth * scale);
    this.#canvas.height = Math.round(videoHeight * scale);
    renderer.resize(this.#video);
  }

  #onLost(event: Event): void {
    event.preventDefault(); // or it would never be restored
    this.#renderer = null;
    this.#update();
    this.#setDrawing(false);
  }

  #onRestored(): void {
    this.#renderer = this.#createRenderer();
    this.#update();
  }

  #setDrawing(drawing: boolean): void {
    if (this.#drawing === drawing) return;
    this.#drawing = drawing;
    this.#onChange(drawing);
  }
}

/** Calls back once, when the video presents its next frame, or the page its own where the video does not tell. */
function onFrame(video: HTMLVideoElement, callback: () => void): () => void {
  if ('requestVideoFrameCallback' in video) {
    const handle = video.requestVideoFrameCallback(callback);
    return () => video.cancelVideoFrameCallback(handle);
  }
  const handle = requestAnimationFrame(callback);
  return () => cancelAnimationFrame(handle);
}
