/** `<heygen-avatar>` in JSX of Preact 10 and 11, which sets properties and listens to the element's own events. */
import type {HTMLAttributes} from 'preact';
import type {HeygenAvatarElement} from '../element/heygen-avatar.js';
import type {AvatarAttributes, AvatarListeners, AvatarProperties} from './framework-types.js';

type Own = AvatarAttributes & AvatarProperties & AvatarListeners<'on'>;

declare module 'preact' {
  namespace JSX {
    interface IntrinsicElements {
      'heygen-avatar': Omit<HTMLAttributes<HeygenAvatarElement>, keyof Own> & Own;
    }
  }
}
