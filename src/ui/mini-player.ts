import {css, type ReactiveController, type ReactiveControllerHost} from 'lit';
import {isLive, type SessionState} from '../session/session-state.js';
import type {MiniPlayerControls} from './panel-host.js';
import {miniPlayerStyles} from './mini-player.styles.js';
import {TopLayer} from './top-layer.js';

interface MiniPlayerHost extends HTMLElement, ReactiveControllerHost {
  readonly state: SessionState;
  readonly miniPlayer: boolean;
  readonly mode: 'inline' | 'floating';
}

/** Shows a live avatar small in a corner of the window while its place in the page is out of view. */
export class MiniPlayer implements ReactiveController, MiniPlayerControls {
  /** The place that the frame has left, in its size: nothing in the page may move. Lit would share a sheet without a value. */
  readonly #place = css`
    :host::before {
      flex-grow: ${0};
    }
  `;
  readonly styles = [
    [miniPlayerStyles, () => this.#isMini],
    [this.#place, () => this.#isMini],
  ] as const;
  readonly #host: MiniPlayerHost;
  readonly #onChange: () => void;
  /** Observes the host, which keeps its place and size in the page while its frame is in the corner. */
  readonly #observer =
    'IntersectionObserver' in globalThis
      ? new IntersectionObserver((entries) => {
          this.#isInView = entries.at(-1)?.isIntersecting ?? true;
          this.follow();
        })
      : undefined;
  #isInView = true;
  #isMini = false;
  #isDismissed = false;

  constructor(host: MiniPlayerHost, onChange: () => void) {
    this.#host = host;
    this.#onChange = onChange;
    host.addController(this);
    host.addController(new TopLayer(host, () => (this.#isMini ? this.#frame : null)));
  }

  get isMini(): boolean {
    return this.#isMini;
  }

  hostConnected(): void {
    this.#observer?.observe(this.#host);
  }

  hostDisconnected(): void {
    this.#observer?.disconnect();
  }

  goBack(): void {
    const isCalm = matchMedia('(prefers-reduced-motion: reduce)').matches;
    this.#host.scrollIntoView({block: 'center', behavior: isCalm ? 'instant' : 'smooth'});
  }

  dismiss(): void {
    this.#isDismissed = true;
    this.follow();
  }

  /** Shows or hides the mini player after a change of the session, of an attribute or of the scroll position. */
  follow(): void {
    const {state, miniPlayer, mode, isConnected} = this.#host;
    if (!isLive(state)) this.#isDismissed = false;
    const isWanted = miniPlayer && !this.#isDismissed && mode === 'inline';
    const isMini = isConnected && isWanted && isLive(state) && !this.#isInView;
    if (isMini === this.#isMini) return;
    this.#isMini = isMini;
    if (isMini) this.#keepShape();
    this.#onChange();
  }

  get #frame(): HTMLElement | null {
    return this.#host.shadowRoot?.querySelector<HTMLElement>('.frame') ?? null;
  }

  /** The mini player has the shape that the page has given to the avatar. */
  #keepShape(): void {
    const {offsetWidth, offsetHeight} = this.#host;
    const ratio = offsetWidth / offsetHeight || 16 / 9;
    this.#frame?.style.setProperty('--_ratio', String(ratio));
    this.#place.styleSheet?.replaceSync(`:host::before { aspect-ratio: ${ratio}; inline-size: 100% }`);
  }
}
