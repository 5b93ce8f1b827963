/** `<heygen-avatar>` in the templates of Vue 3. */
import type {HTMLAttributes, ReservedProps} from 'vue';
import type {HeygenAvatarElement} from '../element/heygen-avatar.js';
import type {AvatarListeners, AvatarProperties} from './framework-types.js';

type Listeners = AvatarListeners<'on-'>;

/** `@avatar-end` is the property `onAvatarEnd`. */
type VueListeners = {[K in keyof Listeners as Camel<K>]?: Listeners[K]};

type Camel<Name extends string> = Name extends `${infer First}-${infer Rest}`
  ? `${First}${Camel<Capitalize<Rest>>}`
  : Name;

type Own = AvatarProperties & VueListeners;

declare module 'vue' {
  interface GlobalComponents {
    'heygen-avatar': new () => HeygenAvatarElement & {
      $props: Omit<HTMLAttributes & ReservedProps, keyof Own> & Own;
    };
  }
}
