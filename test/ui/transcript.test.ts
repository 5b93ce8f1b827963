import {assert} from '@open-wc/testing';
import sinon from 'sinon';
import {AvatarMessageEvent} from '../../src/session/events.js';
import {STRINGS} from '../../src/ui/locales/strings.js';
import {until} from '../support/waiting.js';
import {AvatarStage} from '../support/avatar-stage.js';

const stage = new AvatarStage();

teardown(async () => {
  sinon.restore();
  await stage.close();
});

/** Delivers a message of the avatar. */
function say(text: string): void {
  stage.element.deliver(new AvatarMessageEvent('avatar', text, true, null));
}

async function openTranscript(): Promise<HTMLElement> {
  await stage.live({chat: ''});
  await stage.click('text');
  const log = stage.part('transcript')?.querySelector<HTMLElement>('[role=log]');
  assert.isOk(log);
  return log;
}

suite('transcript', () => {
  test('the newest line is in view, unless the visitor has scrolled back', async () => {
    const log = await openTranscript();
    const isInView = (line: Element | null | undefined) => {
      const [{top, bottom}, box] = [(line as Element).getBoundingClientRect(), log.getBoundingClientRect()];
      return top >= box.top - 1 && bottom <= box.bottom + 1;
    };
    const last = () => [...log.querySelectorAll('.line')].at(-1);
    for (let line = 0; line < 40; line++) say(`This is line ${line}.`);
    await stage.element.updateComplete;
    assert.isAbove(log.scrollHeight, log.clientHeight);
    assert.isTrue(isInView(last()));
    const scrolled = new Promise((resolve) => log.addEventListener('scroll', resolve, {once: true}));
    log.scrollBy(0, -200);
    await scrolled;
    const [read] = [...log.querySelectorAll('.line')].filter((line) => isInView(line));
    say('One more.');
    await stage.element.updateComplete;
    await new Promise(requestAnimationFrame);
    assert.isFalse(isInView(last()));
    assert.isTrue(isInView(read));
  });

  test('what the visitor reads stays in its place, whatever is added below', async () => {
    const log = await openTranscript();
    for (let line = 0; line < 130; line++) say(`This is line ${line}.`);
    const drawn = async () => {
      await stage.element.updateComplete;
      for (let frame = 0; frame < 3; frame++) await new Promise(requestAnimationFrame);
    };
    await drawn();
    log.scrollBy(0, -300);
    await drawn();
    const {top, bottom} = log.getBoundingClientRect();
    const read = [...log.querySelectorAll('.line')].find((line) => line.getBoundingClientRect().top > top);
    const place = () => (read as Element).getBoundingClientRect().top;
    const before = place();
    assert.isBelow(before, bottom);
    for (const final of [false, true, true]) {
      stage.element.deliver(new AvatarMessageEvent('avatar', 'More. '.repeat(40), final, null));
      await drawn();
      assert.approximately(place(), before, 1);
    }
    for (let line = 0; line < 60; line++) say('A burst that begins another block.');
    await drawn();
    assert.approximately(place(), before, 1);
  });

  test('an address is a link: of another site in another tab, of this one in this, and nothing else is markup', async () => {
    const log = await openTranscript();
    const partial = 'See https://a.org/x';
    stage.element.deliver(new AvatarMessageEvent('avatar', partial, false, null));
    say(`${partial}, ${location.origin}/y, javascript:alert(1) or <a href="https://b.org">this</a>.`);
    await until(() => log.querySelector('a') !== null);
    assert.deepEqual(
      [...log.querySelectorAll('a')].map(({href, rel, target, dir}) => [href, rel, target, dir]),
      [
        ['https://a.org/x', 'noopener nofollow', '_blank', 'ltr'],
        [`${location.origin}/y`, 'noopener nofollow', '', 'ltr'],
        ['https://b.org/', 'noopener nofollow', '_blank', 'ltr'],
      ],
    );
    assert.include(log.textContent, 'javascript:alert(1) or <a href="https://b.org">this</a>.');
  });

  test('a visitor who reads further up is led to a new message, and back to the newest line', async () => {
    const log = await openTranscript();
    for (let line = 0; line < 40; line++) say(`This is line ${line}.`);
    await stage.element.updateComplete;
    const scrolled = () => new Promise((resolve) => log.addEventListener('scroll', resolve, {once: true}));
    const back = scrolled();
    log.scrollBy(0, -200);
    await back;
    await stage.element.updateComplete;
    assert.isTrue(stage.part('new-message') === null);
    say('One more.');
    await until(() => stage.part('new-message') !== null);
    const end = scrolled();
    await stage.click('new-message');
    await end;
    await until(() => stage.part('new-message') === null);
    assert.isAtLeast(log.scrollTop, -1);
  });

  test('names and times are there once a group, and for a screen reader at each line', async () => {
    const log = await openTranscript();
    for (const text of ['One.', 'Two.']) say(text);
    const [at] = [Date.now()];
    const clock = sinon.useFakeTimers({toFake: ['Date'], now: at + 301_000});
    say('Three.');
    clock.restore();
    stage.element.deliver(new AvatarMessageEvent('user', 'Four.', true, null));
    await stage.element.updateComplete;
    const lines = [...log.querySelectorAll('.line')];
    assert.deepEqual(
      lines.map((line) => (line.querySelector('b')?.clientWidth ?? 0) > 1),
      [true, false, true, true],
    );
    assert.isTrue(lines.every((line) => /\d/.test(line.querySelector('time')?.dataset.time ?? '')));
  });

  test('its names follow the language', async () => {
    const log = await openTranscript();
    say('Hello.');
    await stage.element.updateComplete;
    stage.element.strings = {avatar: 'Anna'};
    await stage.element.updateComplete;
    assert.equal(log.querySelector('.line b')?.textContent, 'Anna');
    assert.lengthOf(log.querySelectorAll('.line'), 1);
  });

  test('the next conversation begins with an empty one', async () => {
    await openTranscript();
    say('Hello.');
    await stage.element.stop();
    await stage.element.start();
    await stage.element.updateComplete;
    await stage.click('text');
    assert.isNull(stage.part('line'));
    say('Again.');
    await stage.element.updateComplete;
    assert.equal(stage.text('line'), 'Avatar Again.');
  });

  test('a few lines stand at the top', async () => {
    const log = await openTranscript();
    say('The only one.');
    await stage.element.updateComplete;
    const line = log.querySelector('.line') as Element;
    assert.isBelow(line.getBoundingClientRect().top - log.getBoundingClientRect().top, 30);
  });

  test('is copied with the names of the speakers, and confirms it for a moment', async () => {
    await openTranscript();
    const copied = sinon.stub(navigator.clipboard, 'writeText').resolves();
    say('Hello.');
    await stage.element.updateComplete;
    const clock = sinon.useFakeTimers({toFake: ['setTimeout', 'clearTimeout']});
    try {
      stage.part('copy')?.click();
      await until(() => stage.text('copy') === STRINGS.copied);
      assert.deepEqual(copied.firstCall.args, [`${STRINGS.avatar}: Hello.`]);
      clock.tick(2_000);
    } finally {
      clock.restore();
    }
    await stage.element.updateComplete;
    assert.equal(stage.text('copy'), STRINGS.copyTranscript);
  });

  test('marks a line that was cut, on the screen and in the copy', async () => {
    await openTranscript();
    const copied = sinon.stub(navigator.clipboard, 'writeText').resolves();
    say('Whole.');
    stage.element.deliver(new AvatarMessageEvent('avatar', 'I was about ', true, 'a', true));
    await stage.element.updateComplete;
    assert.deepEqual(
      [...(stage.part('log')?.querySelectorAll('.line') ?? [])].map(
        (line) => line.querySelector('[part=cut]') !== null,
      ),
      [false, true],
    );
    await stage.click('copy');
    const {avatar, interrupted} = STRINGS;
    assert.deepEqual(copied.firstCall.args, [`${avatar}: Whole.\n${avatar}: I was about (${interrupted})`]);
  });

  for (const [part, what] of [
    ['download', 'is downloaded as a text file'],
    ['copy', 'is downloaded where the page may not copy'],
  ] as const) {
    test(what, async () => {
      await openTranscript();
      sinon.stub(navigator.clipboard, 'writeText').rejects(new DOMException('', 'NotAllowedError'));
      let file: Promise<string> | undefined;
      sinon.stub(HTMLAnchorElement.prototype, 'click').callsFake(function (this: HTMLAnchorElement) {
        assert.match(this.download, /\.txt$/);
        file = fetch(this.href).then((response) => response.text());
      });
      say('Hello.');
      await stage.element.updateComplete;
      await stage.click(part);
      await until(() => file !== undefined);
      assert.equal(await file, `${STRINGS.avatar}: Hello.`);
    });
  }
});
