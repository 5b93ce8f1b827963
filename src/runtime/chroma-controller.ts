import type {ReactiveController, ReactiveControllerHost} from 'lit';
import type {ChromaHost, ChromaPicture} from '../media/chroma-picture.js';
import type {SessionState} from '../session/session-state.js';
import {lazily} from '../session/util/lazily.js';

const fetchPicture = lazily(() => import('../media/chroma-picture.js'));

/** The element, as far as this controller knows it. */
export interface ChromaControllerHost extends ChromaHost, ReactiveControllerHost {
  readonly background: 'chroma' | null;
  readonly state: SessionState;
}

/** Removes the avatar's green screen while `background` is `chroma`. The code for it is loaded when a session begins. */
export class ChromaController implements ReactiveController {
  readonly #host: ChromaControllerHost;
  #picture: ChromaPicture | undefined;
  #isLoading = false;
  /** The state in which the code could not be loaded: the next one tries again. */
  #failedIn: SessionState | undefined;

  constructor(host: ChromaControllerHost) {
    this.#host = host;
  }

  hostConnected(): void {
    this.#picture?.start();
  }

  hostDisconnected(): void {
    this.#picture?.stop();
  }

  hostUpdated(): void {
    const {background, state} = this.#host;
    if (background !== 'chroma') {
      this.#picture?.dispose();
      this.#picture = undefined;
    } else if (this.#picture) {
      this.#picture.update();
    } else if (state !== 'idle' && state !== this.#failedIn) {
      void this.#load();
    }
  }

  async #load(): Promise<void> {
    if (this.#isLoading) return;
    this.#isLoading = true;
    try {
      const {ChromaPicture} = await fetchPicture();
      if (this.#host.background !== 'chroma') return;
      this.#picture = new ChromaPicture(this.#host);
      if (this.#host.isConnected) this.#picture.start();
    } catch {
      this.#failedIn = this.#host.state; // the element shows the plain video
    } finally {
      this.#isLoading = false;
    }
  }
}
