import {assert} from '@open-wc/testing';
import {nextEvent} from '../helpers.js';
import {languageOf, Vocabulary} from '../../src/ui/language/words.js';
import {loadLanguage} from '../../src/ui/language/languages.js';
import {ERROR_SENTENCES} from '../../src/session/error-sentences.js';
import {START_STRINGS} from '../../src/ui/start-strings.js';
import {STRINGS, type StringKey, type Strings} from '../../src/ui/strings.js';
import {TestStage} from './stage.js';

const LANGUAGES = ['ar', 'de', 'es', 'fr', 'he', 'it', 'ja', 'ko', 'nl', 'pl', 'pt', 'zh'];
const KEYS = Object.keys(STRINGS) as StringKey[];

suite('words', () => {
  test('the newest table wins, and what is no text is looked for in the next', () => {
    const words = new Vocabulary('en', [JSON.parse('{"stop": 7, "start": "Go"}'), null, STRINGS]);
    assert.equal(words.say('start'), 'Go');
    assert.equal(words.say('stop'), STRINGS.stop);
  });

  test('a number has the form and the digits of the language', () => {
    const polish = new Vocabulary('pl', [
      {idleHint: {one: '{n} sekunda', few: '{n} sekundy', many: '{n} sekund', other: '{n} sekundy'}},
    ]);
    assert.deepEqual(
      [1, 2, 5].map((count) => polish.say('idleHint', count)),
      ['1 sekunda', '2 sekundy', '5 sekund'],
    );
    assert.equal(new Vocabulary('en', []).clock(125), '2:05');
    assert.equal(new Vocabulary('ar-EG', []).clock(125), '٢:٠٥');
  });

  test('the language is the nearest lang attribute that is one', () => {
    const outer = document.createElement('div');
    const inner = document.createElement('div');
    outer.lang = 'de-AT';
    inner.lang = 'not a language';
    outer.append(inner);
    assert.equal(languageOf(inner), 'de-AT');
  });

  for (const lang of LANGUAGES) {
    test(`${lang} has every text, and every form of a number`, async () => {
      const strings = (await loadLanguage(lang)) as Strings;
      const categories = new Intl.PluralRules(lang).resolvedOptions().pluralCategories;
      for (const key of KEYS) {
        const english: unknown = STRINGS[key];
        const text: unknown = strings[key];
        assert.equal(typeof text, typeof english, key);
        if (typeof text === 'string') assert.isAbove(text.trim().length, 0, key);
        for (const count of typeof text === 'object' ? [0, 1, 2, 3, 5, 11, 21, 60] : []) {
          const said = new Vocabulary(lang, [strings]).say(key, count);
          assert.isAbove(said.length, 0, `${key} ${count} ${String(categories)}`);
        }
      }
      assert.notEqual(strings.stop, STRINGS.stop);
    });
  }
});

suite('words on the element', () => {
  const stage = new TestStage();
  teardown(async () => {
    document.documentElement.lang = 'en';
    await stage.close();
  });

  test('the page’s language is loaded, and followed', async () => {
    await stage.open({lang: 'de'});
    const german = (await loadLanguage('de')) as Strings;
    await until(() => stage.text('start-button') === german.start);
    stage.element.lang = 'fr';
    const french = (await loadLanguage('fr')) as Strings;
    await until(() => stage.text('start-button') === french.start);
    stage.element.lang = 'en-GB';
    await until(() => stage.text('start-button') === START_STRINGS.start);
  });

  test('no word but those of the table is shown or named, in any state', async () => {
    const strings = Object.fromEntries([
      ...KEYS.map((key) => [key, `⟦${key}⟧`]),
      ...Object.keys(ERROR_SENTENCES).map((code) => [`error-${code}`, `⟦${code}⟧`]),
    ]) as Record<string, string>;
    const strangers: string[] = [];
    const look = (where: string) => {
      const root = stage.element.shadowRoot;
      if (!root) return;
      const walker = document.createTreeWalker(root, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const said =
          node instanceof Element
            ? ['aria-label', 'title', 'placeholder', 'alt'].map((name) => node.getAttribute(name) ?? '')
            : [
                node.parentElement?.closest('style, code, .line, .caption, .device')
                  ? ''
                  : (node.textContent ?? ''),
              ];
        strangers.push(
          ...said
            .map((each) => each.replace(/⟦[^⟧]*⟧/g, '').trim())
            .filter((each) => /\p{L}/u.test(each))
            .map((each) => `${where}: ${each}`),
        );
      }
    };
    await stage.open({
      strings: JSON.stringify(strings),
      controls: '',
      chat: '',
      captions: '',
      microphone: '',
      backend: 'auto',
    });
    const {element, sandbox} = stage;
    look('idle');
    const hold = sandbox.hold('new');
    const started = element.start();
    await hold.arrived;
    await element.updateComplete;
    look('connecting');
    hold.release();
    await started;
    await element.updateComplete;
    look('live');
    await element.startMicrophone();
    const hasChoice = await stage.hasChoiceOfMicrophones();
    if (hasChoice) await until(() => stage.part('choose-microphone') !== null);
    for (const name of [...(hasChoice ? ['choose-microphone'] : []), 'more', 'text']) {
      await stage.click(name);
      look(name);
    }
    await element.chat('?');
    await nextEvent(element, 'avatar-speechstart');
    await element.updateComplete;
    look('speaking');
    element.dispatchEvent(Object.assign(new Event('avatar-timewarning'), {remaining: 10}));
    await element.updateComplete;
    look('warning');
    await element.stop();
    await element.updateComplete;
    look('ended');
    sandbox.inject('new', {status: 402, message: 'no credits'});
    await element.start().catch(() => {});
    await element.updateComplete;
    look('failed');
    assert.deepEqual(strangers, []);
  }).timeout(40_000);
});

const {setTimeout} = globalThis;
async function until(isTrue: () => boolean): Promise<void> {
  while (!isTrue()) await new Promise((resolve) => setTimeout(resolve, 5));
}
