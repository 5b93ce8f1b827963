import {valueAt} from '../session/settings/field-paths.js';
import {settingsOf} from '../session/settings/property-settings.js';
import {FIELDS} from '../session/settings/session-fields.js';
import type {SessionSettings} from '../session/settings/session-settings.js';
import type {AvatarHost} from './avatar-host.js';
import {isKeeper, lastSession} from './last-session.js';

/** What the element asks for in its next session: the settings of its attributes, and what lies under them. */
export interface ElementSettings {
  readonly settings: Partial<SessionSettings>;
  readonly sessionSettings: Record<string, unknown> | undefined;
}

/** Reads the settings of an element's next session. */
export function elementSettings(host: AvatarHost): ElementSettings {
  const {memory, ...settings} = settingsOf(host);
  const language = host.extras.language?.spoken;
  if (language) settings.language = language;
  const sessionSettings = host.sessionSettings ?? undefined;
  for (const {path, default: fallback} of FIELDS) {
    const isDefault = fallback !== undefined && valueAt(settings, path) === fallback;
    // No field with a default is within an object.
    if (isDefault && valueAt(sessionSettings, path) !== undefined)
      delete settings[path as keyof typeof settings];
  }
  const previous = lastSession(host);
  const kept = previous ? {prev_session_id: previous} : undefined;
  const remembered = isKeeper(memory) ? kept : (memory ?? kept);
  return {settings: remembered ? {...settings, memory: remembered} : settings, sessionSettings};
}
