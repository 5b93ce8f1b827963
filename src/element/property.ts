import type {PropertyDeclaration, ReactiveElement} from 'lit';
import {attributeName} from '../session/settings/attribute-name.js';
import type {Converter} from './converters.js';

/** What Lit needs to know of a property; the converter is that of the attribute and of the property itself. */
export interface PropertyOptions extends PropertyDeclaration {
  readonly converter?: Converter<unknown>;
}

/** For a property that takes what it is given. */
const asGiven: Converter<unknown> = (value) => value;

/**
 * Makes a reactive property, which is its attribute in camelCase. What the page sets the property to goes through the converter, as
 * an attribute does. What the converter makes of `null` is the default.
 */
export function defineProperty(
  {prototype}: {prototype: object},
  name: string,
  converter: Converter<unknown> = asGiven,
  options: object = {},
): void {
  const attribute = attributeName(name);
  (prototype.constructor as typeof ReactiveElement).createProperty(name, {
    attribute,
    ...options,
    converter,
    noAccessor: true,
  });
  const key = Symbol();
  const own = Object.getOwnPropertyDescriptor(prototype, name);
  const accessor = {
    get(this: Stored) {
      return (own ? own.get?.call(this) : this[key]) ?? converter(null);
    },
    set(this: Stored, value: unknown) {
      const before = this[name as never];
      if (own) own.set?.call(this, converter(value));
      else this[key] = converter(value);
      this.requestUpdate(name, before);
    },
    configurable: true,
    enumerable: true,
  };
  Object.defineProperty(prototype, name, accessor);
}

/** An element, with the values of its properties. */
type Stored = ReactiveElement & Record<symbol, unknown>;

/** Lit's decorator for a reactive property. Lit's own also takes standard decorators, which a page would download. Not for accessors. */
export const property =
  ({converter, ...options}: PropertyOptions) =>
  (prototype: object, name: string): void =>
    defineProperty({prototype}, name, converter, options);

/** Makes several reactive properties: what the build puts in place of the decorators, and of the compiler's helper for these. */
export function defineProperties(
  owner: {prototype: object},
  converters: Readonly<Record<string, Converter<unknown> | undefined>>,
  options?: object,
): void {
  for (const [name, converter] of Object.entries(converters)) defineProperty(owner, name, converter, options);
}
