import type {Localizer} from '../locales/localizer.js';
import {SETTINGS_STRINGS} from '../locales/settings-strings.js';
import type {StringKey} from '../locales/strings.js';

export type SettingsText = (key: StringKey) => string;

/** The words of the settings: their English ones are loaded with them, and the element does not know them. */
export const settingsText =
  (words: Localizer): SettingsText =>
  (key) =>
    words.find(key) ?? (SETTINGS_STRINGS as Partial<Record<StringKey, string>>)[key] ?? '';
