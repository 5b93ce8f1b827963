/**
 * What a property becomes, whether its attribute is set or the page sets the property itself: React 19, Vue, Svelte and Preact
 * set the property where another framework writes the attribute, with the same text. `null` and `undefined` mean unset.
 */
export interface Converter<T> {
  (value: unknown): T;
  /** The values of an enumeration, for words on one that is none of them. */
  readonly values?: readonly string[];
}

/** A text; an empty one is unset, since a CMS writes that for an emptied field. */
export const string: Converter<string | null> = (value) => String(value ?? '').trim() || null;

/** A list of texts: an array, the JSON of one, or a text with one entry a line. What is no text or empty is left out. */
export const list: Converter<readonly string[]> = (value) =>
  entriesOf(value).flatMap((each) => (typeof each === 'string' && each.trim()) || []);

/** A list of single words: as `list`, and with spaces or commas between. */
export const words: Converter<readonly string[]> = (value) =>
  list(value).flatMap((each) => each.split(/[\s,]+/).filter(Boolean));

function entriesOf(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  const text = string(value) ?? '';
  try {
    const parsed: unknown = JSON.parse(text);
    if (Array.isArray(parsed)) return parsed;
  } catch {
    // It is no JSON.
  }
  return text.split('\n');
}

/** Yes or no. React 18, template engines and the fields of a CMS write the word `false` for no. */
export const boolean: Converter<boolean> = (value) =>
  typeof value === 'string' ? value.trim().toLowerCase() !== 'false' : Boolean(value);

/** A boolean of the API whose default may be true: one that is absent is unset. */
export const flag: Converter<boolean | null> = (value) => ((value ?? null) === null ? null : boolean(value));

/** A number. Another text becomes `NaN`, so that the start can refuse it by name. */
export const number: Converter<number | null> = (value) => {
  const text = string(value);
  return text === null ? null : Number(text);
};

/** An enumeration, in any case, as in HTML: an unknown value means the default. */
export const oneOf = <T extends string, D extends T | null>(
  values: readonly T[],
  fallback: D,
): Converter<T | D> =>
  Object.assign(
    (value: unknown) =>
      values.find((each) => each.toLowerCase() === string(value)?.toLowerCase()) ?? fallback,
    {values},
  );

/** An enumeration without a default: an unknown value is unset. */
export const optionalOneOf = <T extends string>(values: readonly T[]) => oneOf<T, null>(values, null);

/** An object, or the JSON of one; `undefined` for anything else. */
export function jsonObject(value: unknown): object | undefined {
  try {
    const parsed: unknown = typeof value === 'string' ? JSON.parse(value) : value;
    return typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed) ? parsed : undefined;
  } catch {
    return undefined; // the caller says what is wrong
  }
}

/** An object, or the JSON of one. Anything else becomes a text, so that the start can refuse it by name. */
export const json: Converter<object | string | null> = (value) => jsonObject(value) ?? string(value);
