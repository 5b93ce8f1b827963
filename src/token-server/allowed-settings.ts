import {setAt} from '../session/settings/field-paths.js';
import {
  choicesOf,
  fieldChoice,
  isSet,
  type AllowedField,
  type AllowedSetting,
  type Choice,
  type Speaker,
} from './choices.js';
import type {TokenHandlerOptions} from './options.js';

type Body = Record<string, unknown>;

/** The body of one token call, or the setting that the page may not choose like this. */
type SessionBody = {body: Body} | {setting: string};

type Allow = readonly (AllowedSetting | AllowedField)[];

type SessionBodies = (posted: Body) => SessionBody;

/** Makes the bodies of the token calls from what pages post. Throws where the options can give no valid body. */
export function sessionBodies({
  backend,
  settings = {},
  allow = [],
}: Pick<TokenHandlerOptions, 'backend' | 'settings' | 'allow'>): SessionBodies {
  if (backend === 'liveavatar') return liveAvatarBodies(settings, allow);
  if (Object.keys(settings).length > 0 || allow.length > 0) {
    throw new Error(
      'settings and allow are for liveavatar: a token of the streaming API carries no settings.',
    );
  }
  return () => ({body: {}});
}

/** For LiveAvatar: the owner's settings, and over them what the page chose and the owner allows. */
function liveAvatarBodies(settings: Readonly<Body>, allow: Allow): SessionBodies {
  check(settings, allow);
  const speaker = speakerOf(settings);
  const choices = allowedChoices(allow, speaker);
  const needsPersona = speaker === 'persona' && !isSet(settings['avatar_persona']);
  return (posted) => {
    const body: Body = structuredClone({
      mode: 'FULL',
      ...(needsPersona && {avatar_persona: {}}),
      ...settings,
    });
    for (const [setting, choice] of choices) {
      const values = choice(posted);
      if (!values) return {setting};
      for (const [path, value] of values) setAt(body, path, value);
    }
    return isSet(body['avatar_id']) ? {body} : {setting: 'avatar_id'};
  };
}

/** The kind of session, as the sentence about a wrong setting names it. */
const PLACES: Readonly<Record<Speaker, string>> = {
  persona: 'in a LiveAvatar session',
  'voice-agent': 'beside a voice_agent',
  lite: 'in a LITE session',
};

function speakerOf({mode, voice_agent}: Readonly<Body>): Speaker {
  if (mode === 'LITE') return 'lite';
  return isSet(voice_agent) ? 'voice-agent' : 'persona';
}

function check({mode = 'FULL', avatar_id, avatar_persona, voice_agent}: Readonly<Body>, allow: Allow): void {
  if (mode !== 'FULL' && mode !== 'LITE') throw new Error('settings.mode: write FULL or LITE.');
  if (mode === 'LITE' && (isSet(avatar_persona) || isSet(voice_agent))) {
    throw new Error(
      'settings: a LITE session has no avatar_persona and no voice_agent. Take it away, or write mode: "FULL", also for a voice_agent.',
    );
  }
  if (isSet(avatar_persona) && isSet(voice_agent)) {
    throw new Error('settings: LiveAvatar takes an avatar_persona or a voice_agent. Take one of them away.');
  }
  if (!isSet(avatar_id) && !allow.includes('avatar_id')) {
    throw new Error(
      'LiveAvatar needs to know which avatar: set settings.avatar_id (is the environment variable set?), or allow "avatar_id".',
    );
  }
}

/** What the owner allows. Throws where a setting has no place in the session. */
function allowedChoices(allow: Allow, speaker: Speaker): [string, Choice][] {
  const choices = choicesOf(speaker);
  const where = PLACES[speaker];
  return allow.map((each) => {
    if (typeof each === 'object') {
      if (speaker === 'persona' || !/^avatar_persona\b/.test(each.field))
        return [each.field, fieldChoice(each)];
      throw new Error(`allow: "${each.field}" has no place ${where}.`);
    }
    const name = each;
    const choice = choices.get(name);
    if (choice) return [name, choice];
    throw new Error(
      `allow: "${name}" has no place ${where}. What can be allowed: ${[...choices.keys()].join(', ')}.`,
    );
  });
}
