import * as z from 'zod/mini';
import {setAt, valueAt} from '../session/settings/field-paths.js';
import {bodySchema, fieldSchema, VARIABLES, type BodyField} from '../session/settings/field-schemas.js';
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

/** Any other field of LiveAvatar's token body that a page may choose. */
export interface AllowedField {
  /** Its place in the body, nested ones by a dot, such as `llm_configuration_id`. The page posts it at the same place. */
  readonly field: string;
  /** The longest value that is taken, in bytes of JSON. Default 1,000. */
  readonly maxBytes?: number | undefined;
}

/**
 * Reads what a page chose: the values for LiveAvatar's token, each with its path in it. Empty where the page chose nothing;
 * `undefined` where it chose something invalid.
 */
export type Choice = (posted: unknown) => (readonly [path: string, value: unknown])[] | undefined;

/** What thinks and speaks in a session: LiveAvatar with a persona, a stored voice agent, or, in LITE, neither. */
export type Speaker = 'persona' | 'voice-agent' | 'lite';

/** Everything that a page may choose, by the name that allows it. Only a session with a persona has all fields. */
export function choicesOf(speaker: Speaker): ReadonlyMap<string, Choice> {
  const groups = new Map<string, PlacedField[]>();
  for (const field of FIELDS) {
    const place = placeOf(field, speaker);
    const name = field.allowedAs ?? field.path;
    if (place !== undefined) groups.set(name, [...(groups.get(name) ?? []), {...field, place}]);
  }
  return new Map([...groups].map(([name, fields]) => [name, choice(name, fields)]));
}

export const isSet = (value: unknown): boolean => value !== undefined && value !== null && value !== '';

/** The choice of a field that this package does not know: only LiveAvatar can check its value. */
export function fieldChoice({field, maxBytes = MOST_BYTES}: AllowedField): Choice {
  return (posted) => {
    const value = valueAt(posted, field);
    if (!isSet(value)) return [];
    return bytesOf(JSON.stringify(value)) > maxBytes ? undefined : [[field, value]];
  };
}

/** The longest body that the handler must read for what a page may choose. */
export function longestBody(allow: readonly (string | AllowedField)[]): number {
  const sizes = allow.map((each) => {
    if (typeof each === 'object') return each.maxBytes ?? MOST_BYTES;
    return each === 'dynamic_variables' ? MOST_BYTES_OF_VARIABLES : 0;
  });
  return sizes.reduce((sum, size) => sum + size, MOST_BYTES_OF_A_BODY);
}

/** For a body with all attributes, also those that have no effect here: a knowledge base of 30,000 Chinese characters. */
const MOST_BYTES_OF_A_BODY = 100_000;
const MOST_BYTES = 1_000;
/** A character has at most 3 bytes for each unit that the limits count; quotes, colon and comma are 6. */
const MOST_BYTES_OF_VARIABLES = VARIABLES.count * (3 * (VARIABLES.name + VARIABLES.value) + 6);

const bytesOf = (text: string): number => new TextEncoder().encode(text).length;

/** A field, and its path in LiveAvatar's token. */
type PlacedField = SessionField & {readonly place: string};

/** LiveAvatar has a memory in FULL alone. */
const NOT_IN_LITE = ['memory'];

/** An agent replaces the persona: what is in the persona has no place beside an agent, unless the field names one. */
function placeOf({liveAvatar}: SessionField, speaker: Speaker): string | undefined {
  if (speaker === 'persona' || !liveAvatar) return liveAvatar?.path;
  const {path, agentPath} = liveAvatar;
  if (speaker === 'voice-agent' && agentPath !== undefined) return agentPath;
  const isOfSpeaker =
    path.startsWith('avatar_persona.') || (speaker === 'lite' && NOT_IN_LITE.includes(path));
  return isOfSpeaker ? undefined : path;
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
