import type {PropertyDeclaration, ReactiveElement} from 'lit';

/** Lit's decorator for a reactive property. Lit's own also takes standard decorators, which a page would download. */
export const property =
  (options: PropertyDeclaration) =>
  (prototype: object, name: string): void => {
    const isAccessor = Object.hasOwn(prototype, name);
    (prototype.constructor as typeof ReactiveElement).createProperty(name, options);
    // TypeScript defines an accessor again after its decorators, with what the last one returns.
    return (isAccessor ? Object.getOwnPropertyDescriptor(prototype, name) : undefined) as unknown as void;
  };
