import type {AvatarHost} from './avatar-host.js';
import {avatarErrorFrom} from '../session/errors/make-error.js';
import {AvatarErrorEvent} from '../session/events.js';
import type {SessionInfo} from '../session/session-info.js';
import {secureUrl} from '../session/util/url.js';

/** Tells the owner's server, by `stop-url`, that a session ends: once, and without waiting, since the page may be going. */
export class StopBeacon {
  readonly #host: AvatarHost;
  #isSent = false;

  constructor(host: AvatarHost) {
    this.#host = host;
  }

  /** Nothing is sent of a session that the server has not made. */
  send(session: SessionInfo | null): void {
    const {stopUrl, baseURI} = this.#host;
    if (!stopUrl || !session || this.#isSent) return;
    this.#isSent = true;
    try {
      // As text, which needs no preflight: there may be no time left for one.
      navigator.sendBeacon(
        secureUrl(stopUrl, 'stop-url', baseURI).href,
        JSON.stringify({session_id: session.id}),
      );
    } catch (error) {
      this.#host.deliver(new AvatarErrorEvent(avatarErrorFrom(error, 'bad-config')));
    }
  }
}
