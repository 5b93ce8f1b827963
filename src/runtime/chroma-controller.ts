import type {ReactiveController, ReactiveControllerHost} from 'lit';
import type {ChromaHost, ChromaPicture} from '../media/chroma-picture.js';
import type {SessionState} from '../session/session-state.js';

/** What it needs of the element. */
export interface ChromaControllerHost extends ChromaHost, ReactiveControllerHost {
  readonly background: 'chroma' | null;
  readonly state: SessionState;
}

/** Has the avatar stand on the page while `background` is `chroma`; the code for it is fetched once a session begins. */
export class ChromaController implements ReactiveController {
  readonly #host: ChromaControllerHost;
  #picture: ChromaPicture | undefined;
  #isLoading = false;

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
    } else if (state !== 'idle') {
      void this.#load();
    }
  }

  async #load(): Promise<void> {
    if (this.#isLoading) return;
    this.#isLoading = true;
    try {
      const {ChromaPicture} = await import('../media/chroma-picture.js');
      if (this.#host.background !== 'chroma') return;
      this.#picture = new ChromaPicture(this.#host);
      if (this.#host.isConnected) this.#picture.start();
    } catch {
      // The plain video is what is left to show; the next change of the element tries again.
    } finally {
      this.#isLoading = false;
    }
  }
}
