import {assert} from '@open-wc/testing';
import sinon from 'sinon';
import {strings as arabic} from '../../src/ui/locales/ar.js';
import {strings as french} from '../../src/ui/locales/fr.js';
import {strings as german} from '../../src/ui/locales/de.js';
import {STRINGS} from '../../src/ui/locales/strings.js';
import {until} from '../support/waiting.js';
import {AvatarStage} from '../support/avatar-stage.js';

const stage = new AvatarStage();
const select = () => stage.part('language-choice') as HTMLSelectElement | null;
const choose = async (tag: string) => {
  const list = select();
  if (!list) throw new Error('There is no choice of languages.');
  list.value = tag;
  list.dispatchEvent(new Event('change'));
  await stage.element.updateComplete;
};
/** The language that the server was asked for, at each start. */
const asked = () =>
  stage.sandbox.requests.filter(({endpoint}) => endpoint === 'new').map(({body}) => body?.language);

teardown(async () => {
  sinon.restore();
  localStorage.clear();
  document.documentElement.lang = 'en';
  await stage.close();
});

suite('the choice of languages', () => {
  test('names each language in itself, sets words and direction at once, and the language of the session', async () => {
    await stage.open({languages: 'en de ar'});
    await until(() => select() !== null);
    assert.deepEqual(
      [...(select()?.options ?? [])].map(({text, lang}) => [text, lang]),
      [
        ['English', 'en'],
        ['Deutsch', 'de'],
        ['العربية', 'ar'],
      ],
    );
    assert.equal(select()?.value, 'en');
    await choose('ar');
    await until(() => stage.text('start-button') === arabic.start);
    const card = stage.element.shadowRoot?.querySelector<HTMLElement>('.card');
    assert.deepEqual([card?.dir, card?.lang], ['rtl', 'ar']);
    assert.equal(stage.element.getAttribute('lang'), null, 'the choice is state, and no attribute');
    await stage.element.start();
    assert.deepEqual(asked(), ['ar']);
  });

  for (const [name, attributes, expected] of [
    ['the language attribute', {language: 'de', lang: 'fr', languages: 'en fr de'}, 'de'],
    ['the language of the page', {lang: 'fr_CA', languages: '["en", "fr"]'}, 'fr'],
    ['the first of them', {lang: 'it', languages: 'pt-BR, en'}, 'pt'],
  ] as const) {
    test(`before a choice, ${name} holds`, async () => {
      await stage.open(attributes);
      await stage.element.start();
      assert.deepEqual(asked(), [expected]);
    });
  }

  test('without languages, or with one alone, there is none', async () => {
    await stage.open({languages: 'de', chat: ''});
    await until(() => stage.text('start-button') === german.start);
    assert.isNull(select());
    await stage.element.start();
    await stage.settings();
    assert.isNull(stage.part('choose-language'));
    assert.deepEqual(asked(), ['de']);
    stage.element.languages = [];
    await until(() => stage.text('stop') === STRINGS.stop);
  });

  test('what is no language is named once, and ignored', async () => {
    const warn = sinon.stub(console, 'warn');
    await stage.open({languages: 'en xx not-a-language-tag de en'});
    await until(() => select() !== null);
    assert.equal(select()?.options.length, 2);
    stage.element.requestUpdate();
    await stage.element.updateComplete;
    assert.deepEqual(
      warn.args.map(([text]) => /languages names (\S+),/.exec(String(text))?.[1]),
      ['xx', 'not-a-language-tag'],
    );
  });

  test('in a conversation, words change at once, and a new conversation is offered', async () => {
    await stage.open({languages: 'en fr'});
    await until(() => select() !== null);
    await stage.element.start();
    await stage.settings();
    await stage.click('more');
    assert.isNull(stage.part('language-note'));
    await stage.click('choose-language');
    const french2 = stage.element.shadowRoot?.querySelector<HTMLElement>(
      '[part=language-option][aria-pressed=false]',
    );
    assert.equal(french2?.textContent?.trim(), 'Français');
    french2?.click();
    await until(() => stage.text('language-note').includes(String(french.newConversation)));
    assert.include(stage.text('choose-language'), 'Français');
    stage.part('new-conversation')?.click();
    await until(() => stage.sandbox.sessions.length === 2 && stage.element.state === 'live');
    assert.deepEqual(asked(), ['en', 'fr']);
    assert.isNull(stage.part('language-note'));
  });

  test('is remembered for all avatars of the site', async () => {
    await stage.open({languages: 'en de'});
    await until(() => select() !== null);
    await choose('de');
    await stage.close();
    await stage.open({languages: 'de-AT en'});
    await until(() => stage.text('start-button') === german.start);
    assert.equal(select()?.value, 'de-AT');
  });

  test('nothing is stored before a consent that the page requires, and nothing is left after it is withdrawn', async () => {
    await stage.open({languages: 'en de', consent: 'required'});
    await until(() => select() !== null);
    await choose('de');
    assert.deepEqual(Object.keys(localStorage), []);
    stage.part('consent-box')?.click();
    const kept = ['heygen-avatar-consent:', 'heygen-avatar-language'];
    assert.sameMembers(Object.keys(localStorage), kept);
    stage.part('consent-box')?.click();
    assert.deepEqual(Object.keys(localStorage), [], 'the box is not ticked any more');
    stage.part('consent-box')?.click();
    assert.sameMembers(Object.keys(localStorage), kept);
    await stage.element.withdrawConsent();
    assert.deepEqual(Object.keys(localStorage), []);
  });
});
