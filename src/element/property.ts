import type {PropertyDeclaration, ReactiveElement} from 'lit';
import {attributeName} from '../session/settings/attribute-name.js';
import type {Converter} from './converters.js';

/** What Lit needs to know of a property; the converter is that of the attribute and of the property itself. */
export interface PropertyOptions extends PropertyDeclaration {
  readonly converter?: Converter<unknown>;
}

/** Makes a reactive property, which is its attribute in camelCase. What the page sets the property to goes through the converter, as an attribute does. */
export function defineProperty(
  {prototype}: {prototype: object},
  name: string,
  options: PropertyOptions,
): PropertyDescriptor | undefined {
  const {converter, attribute = attributeName(name)} = options;
  (prototype.constructor as typeof ReactiveElement).createProperty(name, {...options, attribute});
  const accessor = Object.getOwnPropertyDescriptor(prototype, name);
  if (!accessor || !converter) return accessor;
  const converting = {
    ...accessor,
    set(this: unknown, value: unknown) {
      accessor.set?.call(this, converter(value));
    },
  };
  Object.defineProperty(prototype, name, converting);
  return converting;
}

/** Lit's decorator for a reactive property. Lit's own also takes standard decorators, which a page would download. */
export const property =
  (options: PropertyOptions) =>
  (prototype: object, name: string): void => {
    const isAccessor = Object.hasOwn(prototype, name);
    const made = defineProperty({prototype}, name, options);
    // TypeScript defines an accessor again after its decorators, with what the last one returns.
    return (isAccessor ? made : undefined) as unknown as void;
  };
