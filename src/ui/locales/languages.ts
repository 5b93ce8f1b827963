import {lazily} from '../../session/util/lazily.js';
import type {Strings} from './strings.js';

/** The languages beside English, each loaded on its own. Portuguese is that of Brazil. */
const LANGUAGES: Readonly<Record<string, () => Promise<{strings: Strings}>>> = {
  ar: lazily(() => import('./ar.js')),
  de: lazily(() => import('./de.js')),
  es: lazily(() => import('./es.js')),
  fr: lazily(() => import('./fr.js')),
  he: lazily(() => import('./he.js')),
  it: lazily(() => import('./it.js')),
  ja: lazily(() => import('./ja.js')),
  ko: lazily(() => import('./ko.js')),
  nl: lazily(() => import('./nl.js')),
  pl: lazily(() => import('./pl.js')),
  pt: lazily(() => import('./pt.js')),
  zh: lazily(() => import('./zh.js')),
  'zh-Hant': lazily(() => import('./zh-hant.js')),
};

/** The texts of a language, or `null` where there are none; the element then stays English. */
export async function loadLanguage(lang: string): Promise<Strings | null> {
  // The region implies the script: Chinese is written in Traditional characters in Taiwan and Hong Kong.
  const {language, script} = new Intl.Locale(lang).maximize();
  const load = LANGUAGES[`${language}-${script}`] ?? LANGUAGES[language];
  return load ? (await load()).strings : null;
}
