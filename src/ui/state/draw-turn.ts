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

  /** What an update waits for; `undefined` for nothing. */
  next(): Promise<void> | undefined {
    const {state} = this.#host;
    if (state === 'live') return this.#isPainted ? undefined : this.#untilPainted();
    if (state !== 'connecting') return undefined;
    this.#isPainted = false;
    return new Promise((resolve) => inNextTask(resolve));
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
