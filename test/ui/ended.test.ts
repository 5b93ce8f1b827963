import {assert} from '@open-wc/testing';
import sinon from 'sinon';
import {nextEvent, until} from '../support/waiting.js';
import {AvatarStage} from '../support/avatar-stage.js';
import {avatarError} from '../../src/session/errors/make-error.js';
import {AvatarStateChangeEvent} from '../../src/session/events.js';
import {STRINGS} from '../../src/ui/locales/strings.js';

const stage = new AvatarStage();

teardown(async () => {
  sinon.restore();
  await stage.close();
});

/** A conversation of one question and its answer, and its end. */
async function ended(attributes: Record<string, string> = {}): Promise<void> {
  await stage.live({chat: '', ...attributes}, {answer: () => 'Yes.'});
  await (
    await stage.element.ask('Are you there?')
  ).ended;
  await stage.element.stop();
  await stage.element.updateComplete;
}

const lines = () =>
  [...(stage.part('log')?.querySelectorAll('.line') ?? [])].map((line) =>
    line.textContent?.replace(/\s+/g, ' ').trim(),
  );
const SAID = ['You Are you there?', 'Avatar Yes.'];

/** Has the visitor's files fall into a list instead of their disk. */
function saved(): Promise<[name: string, content: string]>[] {
  const files: Promise<[string, string]>[] = [];
  sinon.stub(HTMLAnchorElement.prototype, 'click').callsFake(function (this: HTMLAnchorElement) {
    const name = this.download;
    files.push(fetch(this.href).then(async (response) => [name, await response.text()]));
  });
  return files;
}

suite('the end of a conversation', () => {
  test('says why and how long it was, and what was said stays until the next start', async () => {
    await ended();
    assert.equal(stage.text('reason'), STRINGS.endedStopped);
    assert.match(stage.text('length'), /^Length: \d:\d\d$/);
    assert.deepEqual(lines(), SAID);
    const log = stage.part('log') as HTMLElement;
    const {height} = log.getBoundingClientRect();
    await Promise.all(stage.element.shadowRoot?.getAnimations().map(({finished}) => finished) ?? []);
    assert.isTrue(log.checkVisibility({opacityProperty: true}) && height >= 120, String(height));
    assert.deepEqual(
      stage.element.transcript.map(({role, text}) => `${role} ${text}`),
      ['user Are you there?', 'avatar Yes.'],
    );
    const hold = stage.sandbox.hold('new');
    const connecting = nextEvent(stage.element, 'avatar-statechange');
    stage.element.start().catch(() => {});
    await connecting;
    assert.deepEqual(stage.element.transcript, []);
    hold.release();
  });

  test('a failure keeps what was said, too', async () => {
    await stage.live({chat: ''}, {answer: () => 'Yes.'});
    await (
      await stage.element.ask('Are you there?')
    ).ended;
    const failure = {state: 'failed', error: avatarError('connection-lost')};
    for (const [name, value] of Object.entries(failure))
      Object.defineProperty(stage.element, name, {configurable: true, get: () => value});
    stage.element.deliver(new AvatarStateChangeEvent('failed', 'live'));
    await stage.element.updateComplete;
    assert.equal(stage.text('reason'), STRINGS.failedLost);
    assert.deepEqual(lines(), SAID);
    for (const name of Object.keys(failure)) Reflect.deleteProperty(stage.element, name);
  });

  test('keeps the view for a moment, and then does not wait until the server has confirmed it', async () => {
    await stage.live({chat: ''});
    await stage.click('text');
    const hold = stage.sandbox.hold('stop');
    const stopped = stage.element.stop();
    await stage.element.updateComplete;
    assert.isNotNull(stage.part('transcript'));
    assert.isTrue(stage.part('controls')?.matches('[inert]'));
    const from = Date.now();
    await until(() => stage.part('restart') !== null);
    assert.isBelow(Date.now() - from, 2_000);
    assert.equal(stage.element.state, 'stopping');
    assert.isNull(stage.part('controls'));
    await stage.settled();
    assert.equal(getComputedStyle(stage.element.video).opacity, '0');
    hold.release();
    await stopped;
    assert.equal(stage.element.state, 'ended');
  });

  test('the transcript is saved in each form, from the card', async () => {
    await ended({controls: ''});
    const files = saved();
    assert.isNull(stage.part('format'));
    await stage.click('download');
    assert.equal(stage.part('download')?.getAttribute('aria-expanded'), 'true');
    for (const [index, button] of [
      ...(stage.element.shadowRoot?.querySelectorAll<HTMLElement>('[part=format]') ?? []),
    ].entries()) {
      button.click();
      await until(() => files.length > index);
    }
    const [text, subtitles, data] = await Promise.all(files);
    assert.deepEqual(text, ['Transcript.txt', 'You: Are you there?\nAvatar: Yes.']);
    assert.equal(subtitles?.[0], 'Transcript.vtt');
    assert.match(
      subtitles?.[1] ?? '',
      /^WEBVTT\n\n00:00:0\d\.\d{3} --> 00:00:0\d\.\d{3}\n<v You>Are you there\?\n/,
    );
    assert.equal(data?.[0], 'Transcript.json');
    assert.deepEqual(JSON.parse(data?.[1] ?? ''), stage.element.transcript);
  });

  test('a start that was given up has neither length nor words', async () => {
    await stage.open({chat: ''});
    await stage.giveUpStart();
    assert.isNotNull(stage.part('restart'));
    assert.isTrue(['length', 'log', 'download'].every((name) => stage.part(name) === null));
  });
});
