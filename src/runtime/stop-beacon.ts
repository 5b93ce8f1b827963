import {avatarErrorFrom} from '../session/errors/make-error.js';
import {AvatarErrorEvent} from '../session/events.js';
import type {ServerStartedSession} from '../session/session-options.js';
import {AddressPermission, permittedEntries} from './address-permission.js';
import type {AvatarHost} from './avatar-host.js';

/** Tells the owner's server, at `stop-url`, that a session ends. Sent once, without waiting, since the page may be going. */
export class StopBeacon {
  readonly #host: AvatarHost;
  #isSent = false;

  constructor(host: AvatarHost) {
    this.#host = host;
  }

  /** The ticket proves to the owner's server that the session is this page's. */
  send({id, stopTicket}: ServerStartedSession): void {
    const {stopUrl, baseURI, allowedHosts} = this.#host;
    if (!stopUrl || this.#isSent) return;
    this.#isSent = true;
    try {
      const permission = new AddressPermission(permittedEntries(allowedHosts));
      const {href} = permission.check(stopUrl, 'stop-url', baseURI);
      // Sent as text, which needs no preflight: a page that goes has no time for one.
      navigator.sendBeacon(href, JSON.stringify({session_id: id, stop_ticket: stopTicket ?? undefined}));
    } catch (error) {
      this.#host.deliver(new AvatarErrorEvent(avatarErrorFrom(error)));
    }
  }
}
