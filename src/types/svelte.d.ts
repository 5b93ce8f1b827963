/** `<heygen-avatar>` in the markup of Svelte 5, which sets properties and listens to the element's own events. */
import type {HTMLAttributes} from 'svelte/elements';
import type {HeygenAvatarElement} from '../element/heygen-avatar.js';
import type {AvatarAttributes, AvatarListeners, AvatarProperties} from './framework-types.js';

type Own = AvatarAttributes & AvatarProperties & AvatarListeners<'on'>;

declare module 'svelte/elements' {
  interface SvelteHTMLElements {
    'heygen-avatar': Omit<HTMLAttributes<HeygenAvatarElement>, keyof Own> & Own;
  }
}
