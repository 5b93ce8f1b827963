import * as z from 'zod/mini';
import type {FieldKind, FieldRule, SessionMemory} from './session-fields.js';

/** A field of a body: its path, and what it must be. */
export type BodyField = readonly [path: string, schema: z.ZodMiniType];

/** The schema of one field's value. */
export function fieldSchema(kind: FieldKind, rule: FieldRule): z.ZodMiniType {
  if (kind === 'number') return numberSchema(rule);
  if (rule.object) return OBJECTS[rule.object];
  const {values} = rule;
  if (values) return rule.anyCase ? anyCaseSchema(values) : z.enum(values);
  return kind === 'text' || kind === 'choice' ? textSchema(rule) : z.boolean();
}

/** How much a page may say in variables. Source: LiveAvatar's `dynamic_variables`. */
export const VARIABLES = {count: 50, name: 64, value: 1_000};

/**
 * Up to 50 texts of up to 1000 characters, with names of up to 64. Not a `z.record`: that would be more code for every session to
 * load.
 */
const Variables = z.custom<Record<string, string>>((value) => {
  const entries = isRecord(value) ? Object.entries(value) : undefined;
  return (
    entries !== undefined &&
    entries.length <= VARIABLES.count &&
    entries.every(
      ([name, text]) =>
        name.length <= VARIABLES.name && typeof text === 'string' && text.length <= VARIABLES.value,
    )
  );
});

/** The id of one earlier conversation. */
const Memory = z.custom<SessionMemory>((value) => {
  const [[name, id] = [], ...others] = isRecord(value) ? Object.entries(value) : [];
  const isName = name === 'prev_session_id' || name === 'session_memory_id';
  return isName && others.length === 0 && typeof id === 'string' && id.length > 0 && id.length <= MOST_OF_ID;
});
const MOST_OF_ID = 100;

const OBJECTS = {variables: Variables, memory: Memory};

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function numberSchema({min = -Infinity, max = Infinity, whole}: FieldRule): z.ZodMiniType {
  return (whole ? z.int() : z.number()).check(z.gte(min), z.lte(max));
}

function textSchema({pattern = /^/, maxLength}: FieldRule): z.ZodMiniType {
  const text = z.string().check(z.regex(pattern));
  return maxLength === undefined ? text : text.check(z.minLength(1), z.maxLength(maxLength));
}

function anyCaseSchema(values: readonly string[]): z.ZodMiniType {
  const known = new Set(values.map((each) => each.toLowerCase()));
  return z.string().check(z.refine((text) => known.has(text.toLowerCase())));
}

/**
 * The schema of a body with these fields, each at its path; of two with the same path the last one counts. `optional` says how
 * the objects on the way may be absent. Parsing drops unknown fields.
 */
export function bodySchema(
  fields: readonly BodyField[],
  optional: (schema: z.ZodMiniType) => z.ZodMiniType = z.optional,
): z.ZodMiniType {
  const shape: Record<string, z.ZodMiniType> = {};
  for (const name of new Set(fields.map(([path]) => path.split('.', 1).join()))) {
    const inner = fields.flatMap(([path, schema]) =>
      path.startsWith(`${name}.`) ? [[path.slice(name.length + 1), schema] as const] : [],
    );
    const own = fields.findLast(([path]) => path === name);
    shape[name] = own ? own[1] : optional(bodySchema(inner, optional));
  }
  return z.object(shape);
}
