import {LitElement} from 'lit';
import {setAt} from '../session/settings/field-paths.js';
import type {SessionFieldValues} from '../session/settings/session-fields.js';
import type {SessionSettings} from '../session/settings/session-settings.js';
import {boolean, flag, number, oneOf, string} from './converters.js';
import {ELEMENT_FIELDS, type ElementField} from './element-fields.js';
import {defineProperty, type PropertyOptions} from './property.js';

// The constructor sets all of these properties.
// oxlint-disable-next-line typescript/no-unsafe-declaration-merging
export interface SessionProperties extends SessionFieldValues {}

/**
 * The attributes that are fields of the API, made from the table of fields. One that is unset sends no field, so that the
 * API's own default holds. A change takes effect at the next start.
 */
export class SessionProperties extends LitElement {
  constructor() {
    super();
    for (const {name, kind, default: value = null} of ELEMENT_FIELDS) {
      Object.assign(this, {[name]: kind === 'switch' ? false : value});
    }
  }

  /** The settings of the next session as the attributes give them, with the API's own names. */
  get settings(): Partial<SessionSettings> {
    const settings = {};
    for (const {name, path, kind, sends} of ELEMENT_FIELDS) {
      const value = this[name];
      if (value === null || value === undefined || (kind === 'switch' && !value)) continue;
      for (const [at, sent] of Object.entries(sends ?? {[path]: value})) setAt(settings, at, sent);
    }
    return settings;
  }
}

for (const field of ELEMENT_FIELDS) defineProperty(SessionProperties, field.name, declarationOf(field));

/** What Lit needs to know of a field; Lit keeps the field itself as well, for the demo's form. */
function declarationOf(field: ElementField): PropertyOptions {
  const {kind, values = [], default: fallback = null} = field;
  return {
    ...field,
    converter: {text: string, number, flag, switch: boolean, choice: oneOf(values, fallback)}[kind],
  };
}
