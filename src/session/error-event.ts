import type {AvatarError} from './errors/avatar-error.js';

/** All events reach listeners on `document`, for example those of a tag manager, also out of a shadow root. */
export const UP_AND_OUT = {bubbles: true, composed: true};

/** Something failed. The session has failed as well where its state is `failed`; otherwise it goes on. */
export class AvatarErrorEvent extends Event {
  readonly error: AvatarError;
  constructor(error: AvatarError) {
    super('avatar-error', UP_AND_OUT);
    this.error = error;
  }
}
