import {nothing, type ReactiveController, type ReactiveControllerHost} from 'lit';
import type {ChromaHost, ChromaPicture} from './media/chroma-picture.js';
import type {SessionState} from './session/session-state.js';

type Host = ChromaHost & ReactiveControllerHost & {background: 'chroma' | null; readonly state: SessionState};

/** Has the avatar stand on the page while `background` is `chroma`; the code for it is fetched once a session begins. */
export class ChromaController implements ReactiveController {
  readonly #host: Host;
  #picture: ChromaPicture | undefined;
  #isLoading = false;

  constructor(host: Host) {
    this.#host = host;
    host.addController(this);
  }

  /** What the template shows after the video. */
  get canvas(): HTMLCanvasElement | typeof nothing {
    return this.#picture?.canvas ?? nothing;
  }

  hostConnected(): void {
    this.#picture?.start();
  }

  hostDisconnected(): void {
    this.#picture?.stop();
  }

  hostUpdate(): void {
    if (this.#host.background === 'chroma') return;
    this.#picture?.dispose();
    this.#picture = undefined;
  }

  hostUpdated(): void {
    const {background, state} = this.#host;
    if (background === 'chroma' && state !== 'idle' && !this.#picture) void this.#load();
    this.#picture?.update();
  }

  async #load(): Promise<void> {
    if (this.#isLoading) return;
    this.#isLoading = true;
    try {
      const {ChromaPicture} = await import('./media/chroma-picture.js');
      if (this.#host.background !== 'chroma') return;
      this.#picture = new ChromaPicture(this.#host);
      if (this.#host.isConnected) this.#picture.start();
      this.#host.requestUpdate();
    } catch {
      // The plain video is what is left to show; the next change of the element tries again.
    } finally {
      this.#isLoading = false;
    }
  }
}
