import {FIELDS, type NamedField} from '../session/settings/session-fields.js';

/** The part of a field that the element needs. */
export type ElementField = Pick<NamedField, 'name' | 'kind' | 'default'> & {
  /** The values of a choice. */
  readonly values?: readonly string[];
};

/**
 * The fields as the element needs them. The build computes the value of this module (scripts/precompute.mjs), so that a page
 * does not load the rest of the table before the visitor shows intent.
 */
export const ELEMENT_FIELDS: readonly ElementField[] = FIELDS.map(
  ({name, kind, values, default: fallback}) => ({
    name,
    kind,
    ...(kind === 'choice' && values && {values}),
    ...(fallback !== undefined && {default: fallback}),
  }),
);
