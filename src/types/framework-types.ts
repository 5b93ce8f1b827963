import type {LitElement} from 'lit';
import type {HeygenAvatarElement} from '../element/heygen-avatar.js';
import type {AvatarElementEventMap} from '../session/events.js';

/**
 * What the template of a framework may give the element, computed from its class and its events. The files beside this one and the
 * React component say how each framework writes it.
 */

/** The name of a property that a page may set: neither a method nor read-only, and none of every element's. */
export type AvatarPropertyName = {
  [K in Exclude<keyof HeygenAvatarElement, keyof LitElement>]: IsMethod<HeygenAvatarElement[K]> extends true
    ? never
    : IsWritable<K> extends true
      ? K
      : never;
}[Exclude<keyof HeygenAvatarElement, keyof LitElement>];

/** The properties that have no attribute. */
type PropertyOnly = 'tokenProvider' | 'sessionSettings' | 'volume' | 'microphoneMuted';

/** The properties of the element, each optional. A text means what the attribute with that text means. */
export type AvatarProperties = {
  [K in AvatarPropertyName]?: HeygenAvatarElement[K] | TextFor<HeygenAvatarElement[K]> | undefined;
};

/** The attributes of the element, in kebab-case, for frameworks that set the property of that name where there is one. */
export type AvatarAttributes = {
  [K in Exclude<AvatarPropertyName, PropertyOnly> as Kebab<K>]?:
    HeygenAvatarElement[K] | TextFor<HeygenAvatarElement[K]> | undefined;
};

/** The attributes of the element as what they are in HTML: text, for frameworks that set nothing but attributes. */
export type AvatarTextAttributes = {
  [K in Exclude<AvatarPropertyName, PropertyOnly> as Kebab<K>]?:
    Exclude<HeygenAvatarElement[K], object | null> | TextFor<HeygenAvatarElement[K]> | undefined;
};

/** A listener for each event of the element, by the event's name after a prefix such as `on`. */
export type AvatarListeners<Prefix extends string> = {
  [K in keyof AvatarElementEventMap as `${Prefix}${K}`]?:
    ((event: AvatarElementEventMap[K]) => void) | undefined;
};

type TextFor<T> =
  | (boolean extends T ? '' | 'true' | 'false' : never)
  | (Extract<T, number> extends never ? never : `${number}`)
  | (Extract<T, object> extends never ? never : string);

type IsMethod<T> = T extends (...args: never[]) => unknown ? true : false;

type IsWritable<K extends keyof HeygenAvatarElement> = IsEqual<
  Pick<HeygenAvatarElement, K>,
  {-readonly [P in K]: HeygenAvatarElement[P]}
>;

// Two conditional types are the same only where their conditions are, down to `readonly`.
// oxlint-disable-next-line typescript/no-unnecessary-type-parameters
type IsEqual<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;

/** `avatarId` is `avatar-id`. */
type Kebab<Name extends string> = Name extends `${infer First}${infer Rest}`
  ? `${First extends Lowercase<First> ? First : `-${Lowercase<First>}`}${Kebab<Rest>}`
  : Name;
