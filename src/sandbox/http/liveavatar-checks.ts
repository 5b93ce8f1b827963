import * as z from 'zod/mini';
import {bodySchema, fieldSchema, type BodyField} from '../../session/settings/field-schemas.js';
import {FIELDS, liveAvatarRule, type SessionField} from '../../session/settings/session-fields.js';
import {SchemaRefusal} from './replies.js';

const Uuid = z.string().check(z.regex(/^[\da-f]{8}(-?[\da-f]{4}){3}-?[\da-f]{12}$/i));

/** The known fields of `/v1/sessions/token`. LiveAvatar ignores unknown fields, and takes `null` for absent. */
const TokenBody = bodySchema(
  (
    [
      ...FIELDS.flatMap(fieldsOfToken),
      ['avatar_id', Uuid],
      ['voice_agent.id', z.string()],
      ['is_sandbox', z.boolean()],
      ['max_session_duration', z.int().check(z.positive())],
      ['llm_configuration_id', z.string()],
    ] satisfies BodyField[]
  ).map(([path, schema]): BodyField => [path, z.nullish(schema)]),
  z.nullish,
);

/** Refuses a body of `/v1/sessions/token` that LiveAvatar would refuse, and names the wrong field. */
export function checkToken(body: Record<string, unknown>): void {
  const {mode} = body;
  if (mode !== 'FULL' && mode !== 'LITE') throw new SchemaRefusal('mode', "Input should be 'FULL' or 'LITE'");
  if (body['avatar_id'] === undefined) throw new SchemaRefusal('avatar_id', 'Field required');
  const speakers = ['avatar_persona', 'voice_agent'].filter((name) => body[name] !== undefined);
  if (mode === 'FULL' && speakers.length !== 1) {
    throw new SchemaRefusal('avatar_persona', 'Provide exactly one of avatar_persona or voice_agent');
  }
  const {error} = TokenBody.safeParse(body);
  if (error) throw new SchemaRefusal(error.issues[0]?.path.join('.') ?? '', 'Input is not valid');
}

function fieldsOfToken(field: SessionField): BodyField[] {
  const {path, agentPath} = field.liveAvatar ?? {};
  const schema = fieldSchema(field.kind, liveAvatarRule(field));
  return [path, agentPath].flatMap((each): BodyField[] => (each === undefined ? [] : [[each, schema]]));
}
