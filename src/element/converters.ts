import type {ComplexAttributeConverter} from 'lit';

/** An enumeration as HTML has them: any value that is not named means the default. */
export function oneOf<T extends string>(values: readonly T[], fallback: T): ComplexAttributeConverter<T> {
  return {
    fromAttribute: (value) => values.find((each) => each === value?.toLowerCase()) ?? fallback,
  };
}

/** Like `oneOf`, for a field that is not sent while it is unset or unknown; the spelling is the API's. */
export function optionalOneOf<T extends string>(values: readonly T[]): ComplexAttributeConverter<T | null> {
  return {
    fromAttribute: (value) => values.find((each) => each.toLowerCase() === value?.toLowerCase()) ?? null,
  };
}

/** A text; empty means unset, because that is what an emptied field of a CMS leaves behind. */
export const string: ComplexAttributeConverter<string | null> = {
  fromAttribute: (value) => value?.trim() || null,
};

/** A number; what is none becomes `NaN`, which the start refuses in words. */
export const number: ComplexAttributeConverter<number | null> = {
  fromAttribute: (value) => (value?.trim() ? Number(value) : null),
};

/** A yes or no of the API, whose default may be yes: only `false` means no, and unset sends nothing. */
export const flag: ComplexAttributeConverter<boolean | null> = {
  fromAttribute: (value) => (value === null ? null : value.trim().toLowerCase() !== 'false'),
};
