import {inNextTask} from '../../session/util/in-next-task.js';
import type {PanelHost} from '../panel-host.js';

/** How long controls wait for the first frame at most, in ms: a hidden page paints none, and some browsers do not tell of it. */
const PAINT_MS = 100;

/**
 * When the element may draw. What brings the avatar goes first, since a busy device would delay it: each thing that a start sends, and
 * the first frame, which needs no new drawing to be seen.
 */
export class DrawTurn {
  readonly #host: PanelHost;
  /** True once the first frame of the session is painted. */
  #isPainted = false;

  constructor(host: PanelHost) {
    this.#host = host;
  }

  /** What an update waits for; `undefined` for nothing. `isStarting` from the click, or the call, until the start is over. */
  next(isStarting: boolean): Promise<void> | undefined {
    const mustSend = isStarting && this.#host.state !== 'live';
    if (mustSend) this.#isPainted = false;
    return mustSend || this.#isUnpainted ? this.#wait(mustSend) : undefined;
  }

  get #isUnpainted(): boolean {
    return this.#host.state === 'live' && !this.#isPainted;
  }

  async #wait(mustSend: boolean): Promise<void> {
    if (mustSend) await new Promise<void>((resolve) => inNextTask(resolve));
    // Looked at after that task, which may be the one that follows the first frame.
    if (this.#isUnpainted) await this.#untilPainted();
  }

  async #untilPainted(): Promise<void> {
    const {video} = this.#host;
    await new Promise<void>((resolve) => {
      video.requestVideoFrameCallback?.(() => inNextTask(resolve));
      setTimeout(resolve, PAINT_MS);
    });
    this.#isPainted = true;
  }
}
