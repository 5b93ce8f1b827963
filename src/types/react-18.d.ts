/**
 * `<heygen-avatar>` in JSX of React 18, which sets nothing but attributes. For properties and events there, use `heygen-avatar/react`,
 * or a `ref`.
 */
import type {DetailedHTMLProps, HTMLAttributes} from 'react';
import type {HeygenAvatarElement} from '../element/heygen-avatar.js';
import type {AvatarTextAttributes} from './framework-types.js';

type General = DetailedHTMLProps<HTMLAttributes<HeygenAvatarElement>, HeygenAvatarElement>;

declare module 'react' {
  namespace JSX {
    interface IntrinsicElements {
      // React 18 writes `className` as it is, which means nothing on a custom element.
      'heygen-avatar': Omit<General, keyof AvatarTextAttributes | 'className'> &
        AvatarTextAttributes & {class?: string | undefined};
    }
  }
  interface CSSProperties {
    [customProperty: `--avatar-${string}`]: string | number | undefined;
  }
}
