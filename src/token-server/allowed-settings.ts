import {CHOICES, type AllowedSetting} from './choices.js';
import type {TokenHandlerOptions} from './options.js';

type Body = Record<string, unknown>;
type Places = Partial<Record<AllowedSetting, string>>;

/** Where a field of `streaming.new` goes in the body of LiveAvatar's `/v1/sessions/token`. */
const PLACES: Places = {
  avatar_id: 'avatar_id',
  quality: 'video_settings.quality',
  video_encoding: 'video_settings.encoding',
  interactivity_type: 'interactivity_type',
};

/** Where the fields of voice and mind go: a persona has them all, a voice agent has its own and is only told the language. */
const PERSONA_PLACES: Places = {
  language: 'avatar_persona.language',
  knowledge_base_id: 'avatar_persona.context_id',
  'voice.voice_id': 'avatar_persona.voice_id',
  'voice.rate': 'avatar_persona.voice_settings.speed',
  'voice.elevenlabs_settings': 'avatar_persona.voice_settings',
  'stt_settings.provider': 'avatar_persona.stt_config.provider',
};
const AGENT_PLACES: Places = {language: 'voice_agent.language'};

/** The body of one token call, or the setting that the page may not have so. */
type SessionBody = {body: Body} | {setting: AllowedSetting};

type SessionBodies = (posted: Body) => SessionBody;

/** Makes the bodies of the token calls from what pages post. Throws where none that it makes could be right. */
export function sessionBodies({backend, settings = {}, allow = []}: TokenHandlerOptions): SessionBodies {
  if (backend === 'liveavatar') return liveAvatarBodies(settings, allow);
  if (Object.keys(settings).length > 0 || allow.length > 0) {
    throw new Error(
      'settings and allow are for liveavatar: a token of the streaming API carries no settings.',
    );
  }
  return () => ({body: {}});
}

/** For LiveAvatar: the owner's settings, and over them what the page chose, as far as the owner allows it. */
function liveAvatarBodies(settings: Readonly<Body>, allow: readonly AllowedSetting[]): SessionBodies {
  const hasAgent = isSet(settings['voice_agent']);
  const places = {...PLACES, ...(hasAgent ? AGENT_PLACES : PERSONA_PLACES)};
  check(settings, allow, places);
  const mind = hasAgent || isSet(settings['avatar_persona']) ? {} : {avatar_persona: {}};
  return (posted) => {
    const body: Body = structuredClone({mode: 'FULL', ...mind, ...settings});
    for (const name of allow) {
      const asked = at(posted, name);
      if (!isSet(asked)) continue;
      const chosen = CHOICES[name].safeParse(asked);
      if (!chosen.success) return {setting: name};
      put(body, places[name] ?? name, chosen.data);
    }
    return isSet(body['avatar_id']) ? {body} : {setting: 'avatar_id'};
  };
}

function check(settings: Readonly<Body>, allow: readonly AllowedSetting[], places: Places): void {
  const {mode = 'FULL', avatar_id, avatar_persona, voice_agent} = settings;
  if (mode !== 'FULL')
    throw new Error('settings.mode must be FULL: the element cannot talk in other sessions.');
  if (isSet(avatar_persona) && isSet(voice_agent)) {
    throw new Error('settings: LiveAvatar takes an avatar_persona or a voice_agent. Take one of them away.');
  }
  const homeless = allow.find((name) => !Object.hasOwn(places, name));
  if (homeless !== undefined) {
    const where = isSet(voice_agent) ? 'beside a voice_agent' : 'in a LiveAvatar session';
    throw new Error(
      `allow: "${homeless}" has no place ${where}. What can be allowed: ${Object.keys(places).join(', ')}.`,
    );
  }
  if (!isSet(avatar_id) && !allow.includes('avatar_id')) {
    throw new Error(
      'LiveAvatar needs to know which avatar: set settings.avatar_id (is the environment variable set?), or allow "avatar_id".',
    );
  }
}

const isSet = (value: unknown): boolean => value !== undefined && value !== null && value !== '';

function at(value: unknown, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>(
      (inner, key) =>
        typeof inner === 'object' && inner !== null && Object.hasOwn(inner, key)
          ? (inner as Body)[key]
          : undefined,
      value,
    );
}

/** Sets a field; an object is laid over the one that is there. */
function put(target: Body, path: string, value: unknown): void {
  const keys = path.split('.');
  const last = keys.pop() ?? '';
  const inner = keys.reduce((outer, key) => (outer[key] = copyOf(outer[key])), target);
  inner[last] = typeof value === 'object' ? {...copyOf(inner[last]), ...value} : value;
}

const copyOf = (value: unknown): Body => (typeof value === 'object' && value !== null ? {...value} : {});
