/** `<heygen-avatar>` in JSX of React 19, which sets properties and listens to the element's own events. */
import type {DetailedHTMLProps, HTMLAttributes} from 'react';
import type {HeygenAvatarElement} from '../element/heygen-avatar.js';
import type {AvatarAttributes, AvatarListeners, AvatarProperties} from './framework-types.js';

type Own = AvatarAttributes & AvatarProperties & AvatarListeners<'on'>;
type General = DetailedHTMLProps<HTMLAttributes<HeygenAvatarElement>, HeygenAvatarElement>;

declare module 'react' {
  namespace JSX {
    interface IntrinsicElements {
      'heygen-avatar': Omit<General, keyof Own> & Own & {class?: string | undefined};
    }
  }
  interface CSSProperties {
    [customProperty: `--avatar-${string}`]: string | number | undefined;
  }
}
