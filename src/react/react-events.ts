import * as events from '../session/events.js';

type EventClass = Extract<keyof typeof events, `Avatar${string}Event`>;

/** The events of the element by the name of their prop: `onAvatarEnd` gets an `AvatarEndEvent`. */
export type ReactEvents = {
  [K in EventClass as K extends `${infer Name}Event` ? `on${Name}` : never]: InstanceType<(typeof events)[K]>;
};

/**
 * The name of each event by the name of its prop. The build computes the value of this module (scripts/precompute.mjs), so that an
 * application does not load the classes with the component.
 */
export const REACT_EVENTS = Object.fromEntries(
  Object.keys(events)
    .map((name) => /^Avatar(\w+)Event$/.exec(name)?.[1])
    .filter((name) => name !== undefined)
    .map((name) => [`onAvatar${name}`, `avatar-${name.toLowerCase()}`]),
) as Readonly<Record<keyof ReactEvents, string>>;
