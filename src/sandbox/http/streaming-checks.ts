import type {StreamingNewRequest} from '../../session/backends/streaming/streaming-schemas.js';
import {Refusal} from './replies.js';

type Check = (value: unknown) => boolean;
type Fields = {[name: string]: Check | Fields};

const isString: Check = (value) => typeof value === 'string';
const isNumber: Check = (value) => typeof value === 'number' && Number.isFinite(value);
const isBoolean: Check = (value) => typeof value === 'boolean';
const isOneOf =
  (...values: unknown[]): Check =>
  (value) =>
    values.includes(value);

/** Every field of `streaming.new` that the documents name, with what it may be. Unknown fields are ignored. */
const NEW_FIELDS: Fields = {
  quality: isOneOf('high', 'medium', 'low'),
  avatar_id: isString,
  avatar_name: isString,
  voice: {
    voice_id: isString,
    rate: isNumber,
    emotion: (value) => /^(excited|serious|friendly|soothing|broadcaster)$/i.test(String(value)),
    elevenlabs_settings: {
      stability: isNumber,
      model_id: isString,
      similarity_boost: isNumber,
      style: isNumber,
      use_speaker_boost: isBoolean,
    },
  },
  stt_settings: {provider: isOneOf('deepgram', 'gladia'), confidence: isNumber},
  video_encoding: isOneOf('H264', 'VP8'),
  knowledge_base: isString,
  knowledge_base_id: isString,
  language: isString,
  version: isOneOf('v2'),
  disable_idle_timeout: isBoolean,
  ia_is_livekit_transport: isBoolean,
  activity_idle_timeout: (value) => isNumber(value) && Number(value) >= 30 && Number(value) <= 3600,
};

const TASK_FIELDS: Fields = {
  text: (value) => typeof value === 'string' && value.trim() !== '',
  task_type: isOneOf('repeat', 'chat', 'talk'),
  task_mode: isOneOf('sync', 'async'),
};

/** The body of `streaming.new`, or a refusal that names the field that is wrong. */
export function checkNew(body: Record<string, unknown>): StreamingNewRequest {
  check(body, NEW_FIELDS);
  if (body['version'] !== 'v2') throw new Refusal(40012, 'version');
  return body as StreamingNewRequest;
}

/** The body of `streaming.task`, or a refusal. */
export function checkTask(body: Record<string, unknown>): {text: string; type: 'repeat' | 'chat'} {
  check(body, TASK_FIELDS);
  if (!isString(body['text'])) throw new Refusal(40012, 'text');
  return {text: String(body['text']), type: (body['task_type'] ?? 'repeat') === 'repeat' ? 'repeat' : 'chat'};
}

function check(body: Record<string, unknown>, fields: Fields, path = ''): void {
  for (const [name, rule] of Object.entries(fields)) {
    const value = body[name];
    if (value === undefined) continue;
    const isRight = typeof rule === 'function' ? rule(value) : typeof value === 'object' && value !== null;
    if (!isRight) throw new Refusal(40012, path + name);
    if (typeof rule === 'object') check(value as Record<string, unknown>, rule, `${path}${name}.`);
  }
}
