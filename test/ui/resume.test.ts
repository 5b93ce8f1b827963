import {assert} from '@open-wc/testing';
import type {HeygenAvatarElement} from '../../src/index.js';
import {aTask, nextEvent, until} from '../support/waiting.js';
import {AvatarStage} from '../support/avatar-stage.js';
import {STRINGS} from '../../src/ui/locales/strings.js';

const stage = new AvatarStage();
const KEY = 'heygen-avatar-transcript:guide';
const page = globalThis as {dataLayer?: Record<string, unknown>[]};

teardown(async () => {
  await stage.close();
  sessionStorage.clear();
  localStorage.clear();
  delete page.dataLayer;
});

const ask = async (element: HeygenAvatarElement) => (await element.ask('Are you there?')).ended;
const words = () =>
  [...(stage.part('log')?.querySelectorAll('.divider, .bubble') ?? [])].map((line) =>
    line.textContent?.replace(/\s+/g, ' ').trim(),
  );

/** A conversation on one page, and the same avatar on the next. */
async function nextPage(attributes: Record<string, string>): Promise<void> {
  await stage.live({chat: '', ...attributes}, {answer: () => 'Yes.'});
  await ask(stage.element);
  await stage.close();
  await stage.open({chat: '', ...attributes}, {answer: () => 'Yes.'});
}

suite('resume', () => {
  test('by default nothing is stored, and nothing shown again', async () => {
    await nextPage({});
    assert.equal(sessionStorage.length, 0);
    assert.isNull(stage.part('earlier'));
  });

  test('the next page shows the conversation on the start card and, marked as earlier, in the transcript', async () => {
    await nextPage({resume: ''});
    await until(() => stage.part('earlier') !== null);
    assert.equal(stage.part('earlier')?.getAttribute('aria-label'), STRINGS.continueTalk);
    assert.equal(stage.text('earlier-lines'), 'You Are you there?Avatar Yes.');
    await stage.element.start();
    await stage.settings();
    await stage.click('text');
    await ask(stage.element);
    await stage.element.updateComplete;
    const {earlierTalk, thisTalk} = STRINGS;
    const said = ['Are you there?', 'Yes.'];
    assert.deepEqual(words(), [earlierTalk, ...said, thisTalk, ...said]);
    assert.deepEqual(
      stage.element.transcript.map(({earlier}) => earlier),
      [true, true, false, false],
    );
    await stage.element.stop();
    await stage.element.updateComplete;
    await stage.click('forget');
    assert.equal(sessionStorage.length, 0);
    assert.deepEqual(stage.element.transcript, []);
    assert.equal(stage.focused, 'message');
  });

  test('a button on the start card deletes it, and which conversation the avatar remembers', async () => {
    await nextPage({resume: ''});
    sessionStorage.setItem('heygen-avatar-last-session:guide', 'session-1');
    await until(() => stage.part('earlier') !== null);
    await stage.click('forget');
    assert.isNull(stage.part('earlier'));
    assert.equal(sessionStorage.length, 0);
  });

  test('before a consent that the page requires, nothing is shown again', async () => {
    const line = {role: 'user', text: 'Hi', time: '2026-01-01T12:00:00.000Z', cut: false};
    sessionStorage.setItem(KEY, JSON.stringify([line]));
    await stage.open({chat: '', resume: '', consent: 'required'});
    await import('../../src/ui/kept-talk.js');
    await aTask();
    await stage.element.updateComplete;
    assert.isNull(stage.part('earlier'));
    stage.part('consent-box')?.click();
    await until(() => stage.part('earlier') !== null);
  });

  test('the visitor withdraws their consent, and nothing is left or kept from then on', async () => {
    localStorage.setItem('heygen-avatar-consent:', 'then');
    await nextPage({resume: '', consent: 'required'});
    assert.isNotNull(sessionStorage.getItem(KEY));
    await stage.element.start();
    await until(() => stage.element.transcript.length === 2);
    await stage.element.ask('And now?');
    await stage.element.withdrawConsent();
    await stage.element.updateComplete;
    assert.equal(sessionStorage.length, 0);
    assert.isNull(stage.part('earlier'));
  });
});

/** What could be told to the page by now is told. */
async function counted(): Promise<void> {
  await stage.element.updateComplete;
  await import('../../src/ui/analytics.js');
  await aTask();
}

suite('analytics', () => {
  test('tells the page what happens, also where a script of it stops every event', async () => {
    const silence = new AbortController();
    for (const type of ['avatar-statechange', 'avatar-end', 'avatar-submit', 'avatar-message'])
      window.addEventListener(type, (event) => event.stopImmediatePropagation(), {
        capture: true,
        signal: silence.signal,
      });
    await stage.open({analytics: 'datalayer', mode: 'floating', chat: ''}, {answer: () => 'Yes.'});
    await until(() => stage.part('launcher') !== null);
    await stage.click('launcher');
    await stage.element.start();
    await ask(stage.element);
    await stage.element.stop();
    silence.abort();
    await until(() => page.dataLayer?.at(-1)?.event === 'avatar_ended');
    assert.deepEqual(
      page.dataLayer?.map(({event}) => event),
      ['avatar_opened', 'avatar_started', 'avatar_first_question', 'avatar_ended'],
    );
  });

  test('nothing where the page does not ask for it', async () => {
    page.dataLayer = [];
    await stage.live({mode: 'floating', open: ''});
    await counted();
    assert.deepEqual(page.dataLayer, []);
  });

  test('nothing before the visitor has consented', async () => {
    await stage.open({analytics: 'datalayer', consent: 'required', mode: 'floating', open: ''});
    await until(() => stage.part('consent-box') !== null);
    stage.element.start().catch(() => {});
    await counted();
    assert.isUndefined(page.dataLayer);
    stage.part('consent-box')?.click();
    await stage.element.start();
    await until(() => page.dataLayer?.at(-1)?.event === 'avatar_started');
  });
});

suite('the way to a person', () => {
  test('is in the settings of a conversation, and on the card that ends it', async () => {
    await stage.open();
    stage.element.innerHTML = '<a slot="handover" href="/contact">Talk to a person</a>';
    const link = stage.element.firstElementChild as HTMLElement;
    assert.isFalse(link.checkVisibility());
    await stage.element.start();
    await stage.element.updateComplete;
    assert.isFalse(link.checkVisibility());
    await stage.settings();
    await stage.click('more');
    assert.isTrue(link.checkVisibility());
    const ended = nextEvent(stage.element, 'avatar-end');
    await stage.element.stop();
    await ended;
    await stage.element.updateComplete;
    assert.isTrue(link.checkVisibility());
  });
});
