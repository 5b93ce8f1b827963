import {createComponent} from '@lit/react';
import type * as React from 'react';
import {
  createElement,
  forwardRef,
  useCallback,
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

/**
 * `<heygen-avatar>` as a component of React 18 and 19. All props are set as properties before the browser paints, so that `tokenProvider`
 * is there before anything can start. A `ref` gives the element with its methods. Children with a `slot` go to that slot. A server renders
 * the bare tag.
 */
export const HeygenAvatar: ForwardRefExoticComponent<HeygenAvatarProps & RefAttributes<HeygenAvatarElement>> =
  createComponent({
    // What createComponent uses of React.
    react: {
      createElement,
      forwardRef,
      useCallback,
      useLayoutEffect: useClientLayoutEffect,
      useRef,
    } as unknown as typeof React,
    tagName: 'heygen-avatar',
    elementClass: HeygenAvatarElement,
    displayName: 'HeygenAvatar',
    events: REACT_EVENTS,
  }) as unknown as ForwardRefExoticComponent<HeygenAvatarProps & RefAttributes<HeygenAvatarElement>>;

export type {HeygenAvatarElement};
