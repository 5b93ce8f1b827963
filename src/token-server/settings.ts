import {SessionSettings} from '../session/backends/streaming/schemas.js';
import type {AllowedSetting} from './options.js';

/** Where a field of `streaming.new` goes in the body of LiveAvatar's `/v1/sessions/token`; the others have no place there. */
const PLACES: Partial<Record<AllowedSetting, string>> = {
  avatar_id: 'avatar_id',
  quality: 'video_settings.quality',
  video_encoding: 'video_settings.encoding',
  language: 'avatar_persona.language',
  interactivity_type: 'interactivity_type',
  knowledge_base_id: 'avatar_persona.context_id',
  'voice.voice_id': 'avatar_persona.voice_id',
  'voice.rate': 'avatar_persona.voice_settings.speed',
  'voice.elevenlabs_settings': 'avatar_persona.voice_settings',
  'stt_settings.provider': 'avatar_persona.stt_config.provider',
};

/** The name of ElevenLabs' model differs between the two. */
const RENAMED: Readonly<Record<string, string>> = {model_id: 'model'};

/**
 * The body of LiveAvatar's token call: the owner's settings, and over them what the page chose, as far as the owner allows
 * it. Gives `undefined` where what the page sent is not of the API's form.
 */
export function liveAvatarBody(
  settings: Record<string, unknown>,
  posted: unknown,
  allow: readonly AllowedSetting[],
): Record<string, unknown> | undefined {
  const checked = SessionSettings.safeParse(posted);
  if (!checked.success) return undefined;
  const body = structuredClone({mode: 'FULL', ...settings});
  for (const name of allow) {
    const place = PLACES[name];
    // Only what was really sent: a default is not a choice.
    const value = at(posted, name) === undefined ? undefined : at(checked.data, name);
    if (place === undefined || value === undefined || value === null) continue;
    if (name === 'voice.elevenlabs_settings') {
      for (const [key, each] of Object.entries(value)) put(body, `${place}.${RENAMED[key] ?? key}`, each);
    } else put(body, place, value);
  }
  return body;
}

function at(value: unknown, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>(
      (inner, key) =>
        typeof inner === 'object' && inner !== null && Object.hasOwn(inner, key)
          ? (inner as Record<string, unknown>)[key]
          : undefined,
      value,
    );
}

function put(target: Record<string, unknown>, path: string, value: unknown): void {
  const keys = path.split('.');
  const last = keys.pop() ?? '';
  let inner = target;
  for (const key of keys) {
    const next = inner[key];
    const copy: Record<string, unknown> = typeof next === 'object' && next !== null ? {...next} : {};
    inner[key] = copy;
    inner = copy;
  }
  inner[last] = value;
}
