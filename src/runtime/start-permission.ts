import {avatarError} from '../session/errors/make-error.js';
import {AvatarBeforeStartEvent} from '../session/events.js';
import {withTimeout} from '../session/util/abort.js';

/** How long a page may hold a start back, in ms: the visitor may have to read, sign in or pay first. */
const HOLD_MS = 600_000;
/** A shorter wait changes nothing on screen. */
const CALM_MS = 400;

interface PermissionHost {
  readonly deliver: (event: Event) => void;
  requestUpdate(): void;
}

/** Asks the page, by `avatar-beforestart`, whether a session may begin or a token may be fetched ahead. */
export class StartPermission {
  readonly #host: PermissionHost;
  #isHeld = false;

  constructor(host: PermissionHost) {
    this.#host = host;
  }

  /** True while the page holds a start back for so long that the visitor needs a way out. */
  get isHeld(): boolean {
    return this.#isHeld;
  }

  /** Rejects with `start-refused`, with `timeout` where the page never decides, or with the signal's reason. */
  async request(purpose: AvatarBeforeStartEvent['purpose'], signal?: AbortSignal): Promise<void> {
    const event = new AvatarBeforeStartEvent(purpose);
    this.#host.deliver(event);
    void Object.freeze(event.waits);
    signal?.throwIfAborted();
    if (event.defaultPrevented) throw avatarError('start-refused');
    if (event.waits.length === 0) return;
    const timer = purpose === 'start' ? setTimeout(() => this.#setHeld(true), CALM_MS) : undefined;
    try {
      await withTimeout(HOLD_MS, 'the page’s decision in avatar-beforestart', signal, () =>
        Promise.all(event.waits).then(accept, refuse),
      );
    } finally {
      clearTimeout(timer);
      this.#setHeld(false);
    }
  }

  #setHeld(isHeld: boolean): void {
    if (this.#isHeld === isHeld) return;
    this.#isHeld = isHeld;
    this.#host.requestUpdate();
  }
}

/** A consent manager may tell by `false` that the visitor does not agree. */
function accept(answers: readonly unknown[]): void {
  if (answers.includes(false)) refuse();
}

function refuse(cause?: unknown): never {
  throw avatarError('start-refused', cause === undefined ? {} : {cause});
}
