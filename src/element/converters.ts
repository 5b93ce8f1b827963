import type {ComplexAttributeConverter} from 'lit';

/** An enumeration, in any case, as in HTML: an unknown value means the default. */
export function oneOf<T extends string, D extends T | null>(
  values: readonly T[],
  fallback: D,
): ComplexAttributeConverter<T | D> {
  return {
    fromAttribute: (value) => values.find((each) => each.toLowerCase() === value?.toLowerCase()) ?? fallback,
  };
}

/** An enumeration without a default: an unknown value is unset. */
export const optionalOneOf = <T extends string>(values: readonly T[]) => oneOf<T, null>(values, null);

/** A text; an empty one is unset, since a CMS writes that for an emptied field. */
export const string: ComplexAttributeConverter<string | null> = {
  fromAttribute: (value) => value?.trim() || null,
};

/** A number. Another text becomes `NaN`, so that the start can refuse it by name. */
export const number: ComplexAttributeConverter<number | null> = {
  fromAttribute: (value) => (value?.trim() ? Number(value) : null),
};

/** A boolean of the API whose default may be true: only `false` means no, and an absent one is unset. */
export const flag: ComplexAttributeConverter<boolean | null> = {
  fromAttribute: (value) => (value === null ? null : value.trim().toLowerCase() !== 'false'),
};
