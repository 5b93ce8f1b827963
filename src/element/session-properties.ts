import {LitElement} from 'lit';
import type {SessionFieldValues} from '../session/settings/session-fields.js';
import {boolean, flag, json, number, oneOf, string, type Converter} from './converters.js';
import {ELEMENT_FIELDS, type ElementField} from './element-fields.js';
import {defineProperty} from './property.js';

// The accessors of all of these properties are made below.
// oxlint-disable-next-line typescript/no-unsafe-declaration-merging
export interface SessionProperties extends SessionFieldValues {}

/**
 * The attributes that are fields of the API, made from the table of fields. One that is unset sends no field, so that the
 * API's own default holds. A change takes effect at the next start.
 */
export class SessionProperties extends LitElement {}

for (const field of ELEMENT_FIELDS)
  // Lit keeps the field itself as well, for the demo's form.
  defineProperty(SessionProperties, field.name, converterOf(field), field);

function converterOf(field: ElementField): Converter<unknown> {
  const {kind, values = [], default: fallback = null} = field;
  return {text: string, number, flag, switch: boolean, json, choice: oneOf(values, fallback)}[kind];
}
