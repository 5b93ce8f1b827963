import {css, type CSSResult} from 'lit';
import {ChromaKey} from './chroma-key.js';
import type {ChromaOptions} from './chroma-options.js';

/** The element that shows the keyed picture. */
export interface ChromaHost extends HTMLElement {
  /** The avatar's video, in the shadow root. */
  readonly video: HTMLVideoElement;
  readonly chromaColor: string | null;
  readonly chromaSimilarity: number | null;
  readonly chromaSmoothness: number | null;
  /** Has style sheets besides its own. */
  adopt(styles: readonly (readonly [CSSResult])[]): void;
}

const PROPERTIES = {
  color: '--avatar-chroma-color',
  similarity: '--avatar-chroma-similarity',
  smoothness: '--avatar-chroma-smoothness',
};

/** No event reports a change of a custom property, but `transitionrun` does if the property has a transition. */
const styles = css`
  .picture {
    position: absolute;
    inset: 0;
    inline-size: 100%;
    block-size: 100%;
    object-fit: var(--avatar-object-fit, cover);
    object-position: var(--avatar-object-position, 50% 30%);
    pointer-events: none;
    opacity: 0;
    transition:
      opacity 0.25s,
      --avatar-chroma-color 1ms step-start allow-discrete,
      --avatar-chroma-similarity 1ms step-start allow-discrete,
      --avatar-chroma-smoothness 1ms step-start allow-discrete;
  }
  video.shown.keyed {
    opacity: 0;
    transition: none;
  }
  video.shown.keyed + .picture {
    opacity: 1;
  }
  .frame.keyed slot[name='poster'] {
    visibility: hidden;
  }
  @media (prefers-reduced-motion: reduce) {
    .picture {
      transition-duration: 0s, 1ms, 1ms, 1ms;
    }
  }
`;

/**
 * The avatar without its green screen, in a canvas right after the video. The plain video is visible while the canvas has no
 * picture.
 */
export class ChromaPicture {
  readonly #canvas = document.createElement('canvas');
  readonly #host: ChromaHost;
  readonly #key: ChromaKey;
  #appliedOptions = '';

  constructor(host: ChromaHost) {
    this.#host = host;
    this.#canvas.className = 'picture';
    this.#canvas.part.add('picture');
    this.#canvas.ariaHidden = 'true'; // the element's own label describes the avatar to screen readers
    this.#canvas.addEventListener('transitionrun', ({propertyName}) => {
      if (Object.values(PROPERTIES).includes(propertyName)) this.update();
    });
    host.adopt([[styles]]);
    this.#key = new ChromaKey({
      video: host.video,
      canvas: this.#canvas,
      onChange: (drawing) => {
        host.video.classList.toggle('keyed', drawing);
        this.#markFrame();
      },
    });
  }

  start(): void {
    this.update();
    this.#key.start();
  }

  stop(): void {
    this.#key.stop();
  }

  /**
   * Reads the options again: attributes first, then custom properties. Also puts the canvas after the video again, which a
   * render may have moved.
   */
  update(): void {
    const {video} = this.#host;
    if (video.nextSibling !== this.#canvas) video.after(this.#canvas);
    this.#markFrame();
    const options = this.#options();
    const serialized = JSON.stringify(options);
    if (serialized === this.#appliedOptions) return;
    this.#appliedOptions = serialized;
    this.#key.setOptions(options);
  }

  dispose(): void {
    this.#key.dispose();
    this.#canvas.remove();
  }

  /** Where the picture is shown, the poster behind it is not. */
  #markFrame(): void {
    const {video, shadowRoot} = this.#host;
    shadowRoot?.querySelector('.frame')?.classList.toggle('keyed', video.matches('.shown.keyed'));
  }

  #options(): Partial<ChromaOptions> {
    const style = getComputedStyle(this.#host);
    const css = (name: string) => style.getPropertyValue(name).trim();
    const numeric = (attribute: number | null, name: string) =>
      attribute ?? (css(name) ? Number(css(name)) : NaN);
    return {
      color: this.#host.chromaColor ?? css(PROPERTIES.color),
      similarity: numeric(this.#host.chromaSimilarity, PROPERTIES.similarity),
      smoothness: numeric(this.#host.chromaSmoothness, PROPERTIES.smoothness),
    };
  }
}
