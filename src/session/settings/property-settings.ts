import {setAt} from './field-paths.js';
import {FIELDS, type SessionFieldValues} from './session-fields.js';
import type {SessionSettings} from './session-settings.js';

/** The settings that these properties ask for, with the API's own names. A property that is unset sends no field. */
export function settingsOf(properties: SessionFieldValues): Partial<SessionSettings> {
  const settings = {};
  for (const {name, path, kind, object, sends} of FIELDS) {
    const value = object === 'variables' ? asTexts(properties[name]) : properties[name];
    if (value === null || value === undefined || (kind === 'switch' && !value)) continue;
    for (const [at, sent] of Object.entries(sends ?? {[path]: value})) setAt(settings, at, sent);
  }
  return settings;
}

/** An object with its numbers and booleans as texts, which is all that the API takes. */
function asTexts(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  const asText = (each: unknown) =>
    typeof each === 'number' || typeof each === 'boolean' ? String(each) : each;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, asText(each)]));
}
