import {SchemaRefusal} from './replies.js';

type Check = (value: unknown) => boolean;
type Fields = {[name: string]: Check | Fields};

const isString: Check = (value) => typeof value === 'string';
const isBoolean: Check = (value) => typeof value === 'boolean';
const isUuid: Check = (value) => /^[\da-f]{8}(-?[\da-f]{4}){3}-?[\da-f]{12}$/i.test(String(value));
const isOneOf =
  (...values: unknown[]): Check =>
  (value) =>
    values.includes(value);
const isWithin =
  (least: number, most: number): Check =>
  (value) =>
    typeof value === 'number' && value >= least && value <= most;

/** Up to 50 entries, with keys of up to 64 and values of up to 1000 characters. */
const areVariables: Check = (value) => {
  const entries = typeof value === 'object' && value !== null ? Object.entries(value) : undefined;
  return (
    entries !== undefined &&
    entries.length <= 50 &&
    entries.every(([key, each]) => key.length <= 64 && typeof each === 'string' && each.length <= 1000)
  );
};

/** The fields of `/v1/sessions/token` in FULL mode that are known, with what each may be. Unknown fields are ignored. */
const TOKEN_FIELDS: Fields = {
  avatar_id: isUuid,
  avatar_persona: {
    voice_id: isString,
    context_id: isString,
    language: isString,
    voice_settings: {
      speed: isWithin(0.8, 1.2),
      stability: isWithin(0, 1),
      similarity_boost: isWithin(0, 1),
      style: isWithin(0, 1),
      use_speaker_boost: isBoolean,
      model: isOneOf('eleven_flash_v2_5', 'eleven_multilingual_v2', 's1', 's2'),
    },
    stt_config: {provider: isOneOf('deepgram', 'assembly_ai', 'gladia', 'elevenlabs')},
  },
  voice_agent: {id: isString, language: isString, dynamic_variables: areVariables},
  interactivity_type: isOneOf('CONVERSATIONAL', 'PUSH_TO_TALK'),
  is_sandbox: isBoolean,
  video_settings: {
    quality: isOneOf('very_high', 'high', 'medium', 'low'),
    encoding: isOneOf('H264', 'VP8'),
  },
  max_session_duration: (value) => Number.isInteger(value) && Number(value) > 0,
  llm_configuration_id: isString,
  dynamic_variables: areVariables,
};

/** Refuses a body of `/v1/sessions/token` that LiveAvatar would refuse, by the name of the field that is wrong. */
export function checkToken(body: Record<string, unknown>): void {
  if (body['mode'] !== 'FULL') throw new SchemaRefusal('mode', "Input should be 'FULL'");
  if (body['avatar_id'] === undefined) throw new SchemaRefusal('avatar_id', 'Field required');
  const minds = ['avatar_persona', 'voice_agent'].filter((name) => body[name] !== undefined);
  if (minds.length !== 1) {
    throw new SchemaRefusal('avatar_persona', 'Provide exactly one of avatar_persona or voice_agent');
  }
  check(body, TOKEN_FIELDS);
}

function check(body: Record<string, unknown>, fields: Fields, path = ''): void {
  for (const [name, rule] of Object.entries(fields)) {
    const value = body[name];
    if (value === undefined || value === null) continue;
    const isRight = typeof rule === 'function' ? rule(value) : typeof value === 'object';
    if (!isRight) throw new SchemaRefusal(path + name, 'Input is not valid');
    if (typeof rule === 'object') check(value as Record<string, unknown>, rule, `${path}${name}.`);
  }
}
