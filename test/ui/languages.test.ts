import {assert} from '@open-wc/testing';
import {until} from '../support/waiting.js';
import {languageOf, Localizer} from '../../src/ui/locales/localizer.js';
import {loadLanguage} from '../../src/ui/locales/languages.js';
import {clock} from '../../src/ui/state/time-left.js';
import {START_STRINGS} from '../../src/ui/locales/start-strings.js';
import {strings as german} from '../../src/ui/locales/de.js';
import {strings as traditional} from '../../src/ui/locales/zh-hant.js';
import {SETTINGS_STRINGS} from '../../src/ui/locales/settings-strings.js';
import {STRINGS, type StringKey, type Strings} from '../../src/ui/locales/strings.js';
import {AvatarStage} from '../support/avatar-stage.js';

const LANGUAGES = ['ar', 'de', 'es', 'fr', 'he', 'it', 'ja', 'ko', 'nl', 'pl', 'pt', 'zh', 'zh-Hant'];
const ENGLISH = {...STRINGS, ...SETTINGS_STRINGS};
const KEYS = Object.keys(ENGLISH) as StringKey[];

suite('localizer', () => {
  test('the first table wins, and an entry that is not a text counts as missing', () => {
    const words = new Localizer('en', [JSON.parse('{"stop": 7, "start": "Go"}'), null, STRINGS]);
    assert.equal(words.text('start'), 'Go');
    assert.equal(words.text('stop'), STRINGS.stop);
  });

  test('a number has the plural form and the digits of the language', () => {
    const polish = new Localizer('pl', [
      {idleHint: {one: '{n} sekunda', few: '{n} sekundy', many: '{n} sekund', other: '{n} sekundy'}},
    ]);
    assert.deepEqual(
      [1, 2, 5].map((count) => polish.text('idleHint', count)),
      ['1 sekunda', '2 sekundy', '5 sekund'],
    );
    assert.equal(clock(125, new Localizer('en', [])), '2:05');
    assert.equal(clock(125, new Localizer('ar-EG', [])), '٢:٠٥');
  });

  test('a format of numbers is made once for a language, and not with each render', () => {
    const {NumberFormat} = Intl;
    let made = 0;
    function Counted(...options: ConstructorParameters<typeof NumberFormat>) {
      made++;
      return new NumberFormat(...options);
    }
    Intl.NumberFormat = Counted as unknown as typeof NumberFormat;
    try {
      for (const seconds of [61, 60, 59]) clock(seconds, new Localizer('sv', [STRINGS]));
    } finally {
      Intl.NumberFormat = NumberFormat;
    }
    assert.equal(made, 2); // for minutes, and for seconds with two digits
  });

  test('the nearest lang attribute with a valid tag gives the language', () => {
    const outer = document.createElement('div');
    const inner = document.createElement('div');
    outer.lang = 'de-AT';
    inner.lang = 'not a language';
    outer.append(inner);
    assert.equal(languageOf(inner), 'de-AT');
  });

  for (const [lang, tag] of [
    ['de_DE', 'de-DE'],
    ['de_DE.UTF-8', 'de-DE'],
    ['ar_EG@currency=EUR', 'ar-EG'],
    ['PT_br', 'pt-BR'],
    [' zh_Hant_TW ', 'zh-Hant-TW'],
    ['iw', 'he'],
    ['C', 'fr'],
    ['', 'fr'],
  ] as const) {
    test(`a lang attribute may be what a server calls a locale: ${JSON.stringify(lang)}`, () => {
      const outer = document.createElement('div');
      const inner = document.createElement('div');
      outer.lang = 'fr';
      inner.lang = lang;
      outer.append(inner);
      assert.equal(languageOf(inner), tag);
      assert.doesNotThrow(() => new Localizer(languageOf(inner), [STRINGS]).text('idleHint', 2));
    });
  }

  test('Chinese is Traditional in Taiwan and Hong Kong, and a language without texts is English', async () => {
    for (const lang of ['zh-Hant', 'zh-TW', 'zh-HK'])
      assert.equal(await loadLanguage(lang), traditional, lang);
    for (const lang of ['zh', 'zh-CN', 'zh-Hans-TW'])
      assert.notEqual(await loadLanguage(lang), traditional, lang);
    assert.equal(await loadLanguage('de-AT'), german);
    assert.isNull(await loadLanguage('fi'));
  });

  for (const lang of LANGUAGES) {
    test(`${lang} has every text, and every plural form`, async () => {
      const strings = (await loadLanguage(lang)) as Strings;
      const categories = new Intl.PluralRules(lang).resolvedOptions().pluralCategories;
      for (const key of KEYS) {
        const english: unknown = ENGLISH[key];
        const text: unknown = strings[key];
        assert.equal(typeof text, typeof english, key);
        if (typeof text === 'string') assert.isAbove(text.trim().length, 0, key);
        for (const count of typeof text === 'object' ? [0, 1, 2, 3, 5, 11, 21, 60] : []) {
          const said = new Localizer(lang, [strings]).text(key, count);
          assert.isAbove(said.length, 0, `${key} ${count} ${String(categories)}`);
        }
      }
      assert.notEqual(strings.stop, STRINGS.stop);
    });
  }
});

suite('words on the element', () => {
  const stage = new AvatarStage();
  teardown(async () => {
    document.documentElement.lang = 'en';
    await stage.close();
  });

  test('follow the language of the page', async () => {
    await stage.open({lang: 'de'});
    await until(() => stage.text('start-button') === german.start);
    stage.element.lang = 'fr';
    const french = (await loadLanguage('fr')) as Strings;
    await until(() => stage.text('start-button') === french.start);
    stage.element.lang = 'de_AT';
    await until(() => stage.text('start-button') === german.start);
    stage.element.lang = 'en_GB';
    await until(() => stage.text('start-button') === START_STRINGS.start);
  });

  test('follow the language of an ancestor, in and outside shadow roots', async () => {
    await stage.open();
    const outer = document.createElement('div');
    const inner = document.createElement('div');
    inner.attachShadow({mode: 'open'}).append(stage.element);
    outer.append(inner);
    document.body.append(outer);
    outer.lang = 'de';
    await until(() => stage.text('start-button') === german.start);
    inner.lang = 'zh-TW';
    await until(() => stage.text('start-button') === traditional.start);
    document.body.append(stage.element);
    outer.remove();
  });
});
