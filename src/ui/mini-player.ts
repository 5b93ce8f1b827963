import {css, type ReactiveController, type ReactiveControllerHost} from 'lit';
import {isLive, type SessionState} from '../session/session-state.js';
import type {MiniPlace} from './panel-host.js';

interface MiniPlayerHost extends HTMLElement, ReactiveControllerHost {
  readonly state: SessionState;
  readonly miniPlayer: boolean;
  readonly mode: 'inline' | 'floating';
}

/** Shows a live avatar small in a corner while its place in the page is out of view. */
export class MiniPlayer implements ReactiveController, MiniPlace {
  readonly #host: MiniPlayerHost;
  readonly #onChange: () => void;
  /** The element keeps its place and size, so that what is measured is not what is moved. */
  readonly #observer = new IntersectionObserver((entries) => {
    this.#isInView = entries.at(-1)?.isIntersecting ?? true;
    this.follow();
  });
  #isInView = true;
  #isMini = false;
  #isDismissed = false;

  constructor(host: MiniPlayerHost, onChange: () => void) {
    this.#host = host;
    this.#onChange = onChange;
    host.addController(this);
  }

  get isMini(): boolean {
    return this.#isMini;
  }

  hostConnected(): void {
    this.#observer.observe(this.#host);
  }

  hostDisconnected(): void {
    this.#observer.disconnect();
  }

  goBack(): void {
    const isCalm = matchMedia('(prefers-reduced-motion: reduce)').matches;
    this.#host.scrollIntoView({block: 'center', behavior: isCalm ? 'instant' : 'smooth'});
  }

  dismiss(): void {
    this.#isDismissed = true;
    this.follow();
  }

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

  /** The small picture has the shape of the large one, whatever the page has made of that. */
  #keepShape(): void {
    const {shadowRoot, offsetWidth, offsetHeight} = this.#host;
    const frame = shadowRoot?.querySelector<HTMLElement>('.frame');
    frame?.style.setProperty('--_ratio', String(offsetWidth / offsetHeight || 16 / 9));
  }
}

export const miniPlayerStyles = css`
  :host(:state(mini)) {
    contain: none;
    isolation: auto;
    overflow: visible;
  }
  :host(:state(mini)) .frame {
    --_safe-end: env(safe-area-inset-right);
    position: fixed;
    inset: auto;
    inset-block-end: max(var(--avatar-offset-block, 20px), env(safe-area-inset-bottom));
    inset-inline-end: max(var(--avatar-offset-inline, 20px), var(--_safe-end));
    z-index: var(--avatar-z-index, 2147483000);
    inline-size: min(var(--avatar-mini-width, min(320px, 60vw)), 50vh * var(--_ratio));
    block-size: auto;
    aspect-ratio: var(--_ratio);
    overflow: hidden;
    border-radius: var(--avatar-radius, 16px);
    background: var(--avatar-background, light-dark(#e8eaf3, #171a26));
    box-shadow: var(--avatar-shadow, 0 12px 40px rgb(0 0 0 / 35%));
  }
  :host(:state(mini):dir(rtl)) .frame {
    --_safe-end: env(safe-area-inset-left);
  }
  .mini {
    position: absolute;
    inset-block-start: 8px;
    inset-inline-end: 8px;
    z-index: 2;
    display: flex;
    gap: 6px;
  }
  /* No room for more than what is urgent. */
  :host(:state(mini)) :is(.sheet, .composer, .extras, .more):not(:focus-within) {
    display: none;
  }
  :host(:state(mini)) .bar {
    justify-content: flex-end;
  }
  :host(:state(mini)) .notices {
    inset-block-start: 58px;
  }
`;
