import * as z from 'zod/mini';
import type {StreamingNewRequest} from '../../session/backends/streaming/streaming-schemas.js';
import {bodySchema, fieldSchema, type BodyField} from '../../session/settings/field-schemas.js';
import {FIELDS} from '../../session/settings/session-fields.js';
import {Refusal} from './replies.js';

/** Every field of `streaming.new` that HeyGen documents. HeyGen ignores unknown fields. */
const NewBody = bodySchema([
  ...FIELDS.filter(({tokenOnly}) => !tokenOnly).map((field): BodyField => [
    field.path,
    z.optional(fieldSchema(field.kind, field)),
  ]),
  ['avatar_name', z.optional(z.string())],
  ['version', z.literal('v2')],
]);

const TaskBody = z.object({
  text: z.string().check(z.regex(/\S/)),
  task_type: z.optional(z.enum(['repeat', 'chat', 'talk'])),
  task_mode: z.optional(z.enum(['sync', 'async'])),
});

/** The body of `streaming.new`, or a refusal that names the wrong field. */
export function checkNew(body: Record<string, unknown>): StreamingNewRequest {
  checked(NewBody, body);
  return body as StreamingNewRequest;
}

/** The body of `streaming.task`, or a refusal that names the wrong field. */
export function checkTask(body: Record<string, unknown>): {text: string; type: 'repeat' | 'chat'} {
  const {text, task_type: type = 'repeat'} = checked(TaskBody, body);
  return {text, type: type === 'repeat' ? 'repeat' : 'chat'};
}

function checked<T>(schema: z.ZodMiniType<T>, body: unknown): T {
  const result = schema.safeParse(body);
  if (result.success) return result.data;
  throw new Refusal(40012, result.error.issues[0]?.path.join('.'));
}
