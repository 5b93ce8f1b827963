import {setAt} from './field-paths.js';
import {FIELDS, type SessionFieldValues} from './session-fields.js';
import type {SessionSettings} from './session-settings.js';

/** The settings that these properties ask for, with the API's own names. A property that is unset sends no field. */
export function settingsOf(properties: SessionFieldValues): Partial<SessionSettings> {
  const settings = {};
  for (const {name, path, kind, sends} of FIELDS) {
    const value = properties[name];
    if (value === null || (kind === 'switch' && !value)) continue;
    for (const [at, sent] of Object.entries(sends ?? {[path]: value})) setAt(settings, at, sent);
  }
  return settings;
}
