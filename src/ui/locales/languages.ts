import type {Strings} from './strings.js';

/** The languages beside English, each a module of its own; Portuguese is Brazil's. */
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

/** The words of a language, or `null` where they are not shipped: English stays then. */
export async function loadLanguage(lang: string): Promise<Strings | null> {
  // Where a language is written in two ways, the place tells which: in Taiwan and Hong Kong, Traditional Chinese.
  const {language, script} = new Intl.Locale(lang).maximize();
  const load = LANGUAGES[`${language}-${script}`] ?? LANGUAGES[language];
  return load ? (await load()).strings : null;
}
