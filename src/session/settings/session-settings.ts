import * as z from 'zod/mini';
import {bodySchema, fieldSchema} from './field-schemas.js';
import {
  FIELDS,
  type SessionField,
  type SessionFieldName,
  type SessionFields,
  type SessionMemory,
} from './session-fields.js';

/** The value of a field in a body. */
type BodyValue<F extends SessionField> = F extends {anyText: true}
  ? string
  : F extends {kind: 'number'}
    ? number
    : F extends {kind: 'choice' | 'switch'; values: readonly (infer V)[]}
      ? V
      : F extends {kind: 'flag' | 'switch'}
        ? boolean
        : F extends {object: 'variables'}
          ? Record<string, string>
          : F extends {object: 'memory'}
            ? SessionMemory
            : string;

/** Each field as its path and value. */
type Entry = {
  [K in SessionFieldName]: [SessionFields[K]['path'], BodyValue<SessionFields[K]>];
}[SessionFieldName];

type Head<P extends string> = P extends `${infer H}.${string}` ? H : P;
/** The entries of the object `H`, their paths within it. */
type Within<E extends [string, unknown], H extends string> = E extends [`${H}.${infer R}`, infer V]
  ? [R, V]
  : never;
type ValueAt<E extends [string, unknown], P extends string> = E extends [P, infer V] ? V : never;

type Body<E extends [string, unknown]> = Spelled<{
  [H in Head<E[0]>]?: (H extends E[0] ? ValueAt<E, H> : Body<Within<E, H>>) | undefined;
}>;
/** The same type; editors show its members instead of the computation. */
type Spelled<T> = T extends infer O ? {[K in keyof O]: O[K]} : never;

type DefaultPath = Extract<SessionFields[SessionFieldName], {default: string}>['path'];
type Defaults = {[P in DefaultPath]: ValueAt<Entry, P>};

/** The settings of a session, with the names of `streaming.new`. An absent field is not sent. */
export type SessionSettings = Spelled<Omit<Body<Entry>, DefaultPath> & Defaults>;

// A loop cannot give zod's types the fields of the table; the types above do.
export const SessionSettings = bodySchema(
  FIELDS.map((field) => {
    const schema = fieldSchema(field.kind, field.anyText ? {} : field);
    return [field.path, field.default === undefined ? z.optional(schema) : z._default(schema, field.default)];
  }),
) as z.ZodMiniType<SessionSettings, unknown>;
