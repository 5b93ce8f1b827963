import type {Strings} from '../strings.js';

/** The languages beside English, each a module of its own; Portuguese is Brazil's. */
const LANGUAGES: Readonly<Record<string, () => Promise<{strings: Strings}>>> = {
  ar: () => import('../locales/ar.js'),
  de: () => import('../locales/de.js'),
  es: () => import('../locales/es.js'),
  fr: () => import('../locales/fr.js'),
  he: () => import('../locales/he.js'),
  it: () => import('../locales/it.js'),
  ja: () => import('../locales/ja.js'),
  ko: () => import('../locales/ko.js'),
  nl: () => import('../locales/nl.js'),
  pl: () => import('../locales/pl.js'),
  pt: () => import('../locales/pt.js'),
  zh: () => import('../locales/zh.js'),
  'zh-Hant': () => import('../locales/zh-hant.js'),
};

/** The words of a language, or `null` where they are not shipped: English stays then. */
export async function loadLanguage(lang: string): Promise<Strings | null> {
  // Where a language is written in two ways, the place tells which: in Taiwan and Hong Kong, Traditional Chinese.
  const {language, script} = new Intl.Locale(lang).maximize();
  const load = LANGUAGES[`${language}-${script}`] ?? LANGUAGES[language];
  return load ? (await load()).strings : null;
}
