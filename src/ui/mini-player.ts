import {css, type ReactiveController, type ReactiveControllerHost} from 'lit';
import {isLive, type SessionState} from '../session/session-state.js';

interface MiniPlayerHost extends HTMLElement, ReactiveControllerHost {
  readonly state: SessionState;
  readonly miniPlayer: boolean;
  readonly mode: 'inline' | 'floating';
}

/** Shows a live avatar small in a corner while its place in the page is out of view. */
export class MiniPlayer implements ReactiveController {
  readonly #host: MiniPlayerHost;
  readonly #onChange: () => void;
  /** The element keeps its place and size, so that what is measured is not what is moved. */
  readonly #observer = new IntersectionObserver((entries) => {
    this.#isInView = entries.at(-1)?.isIntersecting ?? true;
    this.follow();
  });
  #isInView = true;
  #isMini = false;

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

  follow(): void {
    const {state, miniPlayer, mode, isConnected} = this.#host;
    const isMini = isConnected && miniPlayer && mode === 'inline' && isLive(state) && !this.#isInView;
    if (isMini === this.#isMini) return;
    this.#isMini = isMini;
    this.#onChange();
  }
}

export const miniPlayerStyles = css`
  :host(:state(mini)) {
    contain: none;
    overflow: visible;
  }
  :host(:state(mini)) .frame {
    position: fixed;
    inset: auto;
    inset-block-end: max(var(--avatar-offset-block, 20px), env(safe-area-inset-bottom));
    inset-inline-end: max(var(--avatar-offset-inline, 20px), env(safe-area-inset-right));
    z-index: var(--avatar-z-index, 2147483000);
    inline-size: var(--avatar-mini-width, min(320px, 60vw));
    block-size: auto;
    aspect-ratio: 16 / 9;
    overflow: hidden;
    border-radius: var(--avatar-radius, 16px);
    background: var(--avatar-background, light-dark(#e8eaf3, #171a26));
    box-shadow: var(--avatar-shadow, 0 12px 40px rgb(0 0 0 / 35%));
  }
`;
