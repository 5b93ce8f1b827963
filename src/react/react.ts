import {
  createElement,
  forwardRef,
  useImperativeHandle,
  useLayoutEffect,
  useRef,
  type ForwardRefExoticComponent,
  type HTMLAttributes,
  type RefAttributes,
} from 'react';
import '../define.js';
import {HeygenAvatarElement} from '../element/heygen-avatar.js';
import type {AvatarProperties} from '../types/framework-types.js';
import {REACT_EVENTS, type ReactEvents} from './react-events.js';
import {writeChanges, type Given} from './write-changes.js';

type Listeners = {[K in keyof ReactEvents]?: ((event: ReactEvents[K]) => void) | undefined};

/** The props of `HeygenAvatar`: the element's properties, its events as `onAvatarEnd` and the like, and what every element takes. */
export type HeygenAvatarProps = Omit<
  HTMLAttributes<HeygenAvatarElement>,
  keyof AvatarProperties | keyof Listeners
> &
  AvatarProperties &
  Listeners;

/** React 18 warns of layout effects on a server, which has no layout. */
const useClientLayoutEffect = globalThis.document ? useLayoutEffect : () => {};

/** What React itself sets, though the element has a property of that name. */
const OF_REACT = ['children', 'className', 'style'];

const isOfElement = (name: string): boolean =>
  !OF_REACT.includes(name) && (name in REACT_EVENTS || name in HeygenAvatarElement.prototype);

/**
 * `<heygen-avatar>` as a component of React 18 and 19. All props are set as properties before the browser paints, so that `tokenProvider`
 * is there before anything can start; later only those that have changed, so that no render takes back what the visitor has changed. A
 * `ref` gives the element with its methods. Children with a `slot` go to that slot. A server renders the bare tag.
 */
export const HeygenAvatar: ForwardRefExoticComponent<HeygenAvatarProps & RefAttributes<HeygenAvatarElement>> =
  forwardRef<HeygenAvatarElement, HeygenAvatarProps>((props, ref) => {
    const element = useRef<HeygenAvatarElement>(null);
    const written = useRef<Given>({});
    const given: Record<string, unknown> = {};
    const rest: Record<string, unknown> = {};
    for (const [name, value] of Object.entries(props)) {
      if (isOfElement(name)) given[name] = value;
      else rest[name === 'className' ? 'class' : name] = value;
    }
    useImperativeHandle(ref, () => element.current as HeygenAvatarElement, []);
    useClientLayoutEffect(() => {
      if (element.current) writeChanges(element.current, written.current, given);
      written.current = given;
    });
    return createElement('heygen-avatar', {...rest, ref: element, suppressHydrationWarning: true});
  });
HeygenAvatar.displayName = 'HeygenAvatar';

export type {HeygenAvatarElement};
