import {AvatarError} from '../errors/avatar-error.js';
import {SessionSettings} from './session-settings.js';

type Body = Readonly<Record<string, unknown>>;

/** What a setting must be, where its name does not tell. */
const FORMS: Readonly<Record<string, string>> = {
  dynamic_variables:
    'dynamic_variables (in variables: an object of at most 50 texts, with names of up to 64 characters and values of up to 1,000)',
  memory: 'memory (page, visit, browser, or an object with one prev_session_id or session_memory_id)',
};

/**
 * The settings as the API takes them, over `sessionSettings`, which may hold any field of the API. Throws a `bad-config` error that
 * names each invalid one.
 */
export function checkedSettings(settings: unknown, sessionSettings?: unknown): SessionSettings {
  const under = checkedObject(sessionSettings);
  const result = SessionSettings.safeParse(isObject(settings) ? over(under, settings) : settings);
  if (result.success) return over(under, result.data) as SessionSettings;
  const names = result.error.issues.map(({path}) => path.join('.')).filter(Boolean);
  throw new AvatarError(
    'bad-config',
    names.length > 0
      ? `The session cannot start: the value of ${names.map((name) => FORMS[name] ?? name).join(', ')} is not valid. Check the element’s attributes.`
      : 'The session cannot start: its settings are not an object.',
    {cause: result.error},
  );
}

/** A copy as JSON, which is how it is sent. */
function checkedObject(value: unknown): Body {
  try {
    const copy: unknown = JSON.parse(JSON.stringify(value ?? {}));
    if (isObject(copy)) return copy;
  } catch {
    // What JSON cannot hold is no object of settings either.
  }
  throw new AvatarError(
    'bad-config',
    'The session cannot start: sessionSettings is not an object that can be sent as JSON.',
  );
}

/** One body laid over another, also within the objects that both have. */
function over(under: Body, upper: Body): Body {
  const both = {...under};
  for (const [name, value] of Object.entries(upper)) {
    const below = under[name];
    both[name] = isObject(below) && isObject(value) ? over(below, value) : value;
  }
  return both;
}

const isObject = (value: unknown): value is Body =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
