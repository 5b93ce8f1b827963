import * as z from 'zod/mini';
import {setAt, valueAt} from '../session/settings/field-paths.js';
import {bodySchema, fieldSchema, type BodyField} from '../session/settings/field-schemas.js';
import {
  FIELDS,
  liveAvatarRule,
  type SessionField,
  type SessionFieldName,
  type SessionFields,
} from '../session/settings/session-fields.js';

type NameOf<F> = F extends {liveAvatar: object; allowedAs: infer N}
  ? N
  : F extends {liveAvatar: object; path: infer P}
    ? P
    : never;

/** A setting that a page may choose, if the owner allows it: a field of `streaming.new`, nested ones by a dot. */
export type AllowedSetting = NameOf<SessionFields[SessionFieldName]>;

/**
 * Reads what a page chose: the values for LiveAvatar's token, each with its path in it. Empty where the page chose nothing;
 * `undefined` where it chose something invalid.
 */
export type Choice = (posted: unknown) => (readonly [path: string, value: unknown])[] | undefined;

/** Everything that a page may choose, by the name that allows it. A session with a voice agent has fewer fields. */
export function choicesOf({hasAgent}: {hasAgent: boolean}): ReadonlyMap<string, Choice> {
  const groups = new Map<string, PlacedField[]>();
  for (const field of FIELDS) {
    const place = placeOf(field, hasAgent);
    const name = field.allowedAs ?? field.path;
    if (place !== undefined) groups.set(name, [...(groups.get(name) ?? []), {...field, place}]);
  }
  return new Map([...groups].map(([name, fields]) => [name, choice(name, fields)]));
}

export const isSet = (value: unknown): boolean => value !== undefined && value !== null && value !== '';

/** A field, and its path in LiveAvatar's token. */
type PlacedField = SessionField & {readonly place: string};

/** An agent replaces the persona: what is in the persona has no place beside an agent, unless the field names one. */
function placeOf({liveAvatar}: SessionField, hasAgent: boolean): string | undefined {
  if (!hasAgent || !liveAvatar) return liveAvatar?.path;
  const {path, agentPath} = liveAvatar;
  return agentPath ?? (path.startsWith('avatar_persona.') ? undefined : path);
}

function choice(name: string, fields: readonly PlacedField[]): Choice {
  const schema = bodySchema(fields.map(checkedField));
  return (posted) => {
    const value = valueAt(posted, name);
    if (!isSet(value)) return [];
    const own = {};
    setAt(own, name, value);
    const result = schema.safeParse(own);
    if (!result.success) return undefined;
    return fields.flatMap((field) => {
      const chosen = valueAt(result.data, field.path);
      return chosen === undefined ? [] : [[field.place, nearest(chosen, field)] as const];
    });
  };
}

/** No id and no other free text is longer. */
const MOST_CHARACTERS = 100;

function checkedField(field: SessionField): BodyField {
  const rule = {maxLength: MOST_CHARACTERS, ...(field.allowed ?? liveAvatarRule(field))};
  return [field.path, z.optional(fieldSchema(field.kind, rule))];
}

/** Brings a number into LiveAvatar's range, which may be smaller than the one that a page may choose from. */
function nearest(value: unknown, {liveAvatar}: SessionField): unknown {
  const {min = -Infinity, max = Infinity} = liveAvatar ?? {};
  return typeof value === 'number' ? Math.min(Math.max(value, min), max) : value;
}
