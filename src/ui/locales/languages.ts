import type {Strings} from './strings.js';

/** The languages beside English, each loaded on its own. Portuguese is that of Brazil. */
const LANGUAGES: Readonly<Record<string, () => Promise<{strings: Strings}>>> = {
  ar: () => import('./ar.js'),
  de: () => import('./de.js'),
  es: () => import('./es.js'),
  fr: () => import('./fr.js'),
  he: () => import('./he.js'),
  it: () => import('./it.js'),
  ja: () => import('./ja.js'),
  ko: () => import('./ko.js'),
  nl: () => import('./nl.js'),
  pl: () => import('./pl.js'),
  pt: () => import('./pt.js'),
  zh: () => import('./zh.js'),
  'zh-Hant': () => import('./zh-hant.js'),
};

/** The texts of a language, or `null` where there are none; the element then stays English. */
export async function loadLanguage(lang: string): Promise<Strings | null> {
  // The region implies the script: Chinese is written in Traditional characters in Taiwan and Hong Kong.
  const {language, script} = new Intl.Locale(lang).maximize();
  const load = LANGUAGES[`${language}-${script}`] ?? LANGUAGES[language];
  return load ? (await load()).strings : null;
}
