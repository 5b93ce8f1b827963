/** `<heygen-avatar>` in JSX of Solid, which sets properties, or with a prefix what the prefix says. */
import type {JSX as SolidJSX} from 'solid-js';
import type {HeygenAvatarElement} from '../element/heygen-avatar.js';
import type {
  AvatarAttributes,
  AvatarListeners,
  AvatarProperties,
  AvatarTextAttributes,
} from './framework-types.js';

type Own = AvatarAttributes &
  AvatarProperties &
  AvatarListeners<'on:'> & {
    [K in keyof AvatarProperties as `prop:${K}`]?: AvatarProperties[K];
  } & {
    [K in keyof AvatarTextAttributes as `attr:${K}`]?: AvatarTextAttributes[K];
  } & {
    [K in keyof AvatarTextAttributes as true extends AvatarTextAttributes[K] ? `bool:${K}` : never]?: boolean;
  };

declare module 'solid-js' {
  namespace JSX {
    interface IntrinsicElements {
      'heygen-avatar': Omit<SolidJSX.HTMLAttributes<HeygenAvatarElement>, keyof Own> & Own;
    }
  }
}
