import {assert} from '@open-wc/testing';
import {a11ySnapshot, sendKeys} from '@web/test-runner-commands';
import {aTask, nextEvent, until} from '../support/waiting.js';
import {AvatarStage} from '../support/avatar-stage.js';
import {STRINGS} from '../../src/ui/locales/strings.js';

const stage = new AvatarStage();
const page = globalThis as {dataLayer?: unknown[]};
let sent: [rating: number, comment: string][] = [];

async function ended(attributes: Record<string, string> = {}): Promise<void> {
  await stage.live({feedback: '', ...attributes});
  sent = [];
  stage.element.addEventListener('avatar-feedback', ({rating, comment}) => sent.push([rating, comment]));
  await stage.element.stop();
  await stage.element.updateComplete;
}

teardown(() => {
  delete page.dataLayer;
  return stage.close();
});

/** The code of the question would be there by now, and the question would be drawn. */
async function drawn(): Promise<void> {
  await import('../../src/ui/feedback-form.js');
  await aTask();
  await stage.element.updateComplete;
}

interface Node {
  role: string;
  name?: string;
  children?: Node[];
}

suite('the question how it was', () => {
  test('is answered by keyboard alone, once, and thanks', async () => {
    await ended({analytics: 'datalayer'});
    await until(() => stage.part('star') !== null);
    assert.equal(stage.text('feedback-title'), STRINGS.feedbackTitle);
    assert.equal(stage.text('reason'), STRINGS.endedStopped);
    assert.isNull(stage.part('comment'), 'no comment before a rating');
    stage.part('star')?.focus();
    await sendKeys({press: ' '});
    for (let press = 0; press < 3; press++) await sendKeys({press: 'ArrowRight'});
    await until(() => stage.part('comment') !== null);
    assert.equal(stage.element.shadowRoot?.querySelectorAll('.star[data-on]').length, 4);
    await sendKeys({press: 'Tab'});
    assert.equal(stage.focused, 'comment');
    await sendKeys({type: ' Good  '});
    await sendKeys({press: 'Tab'});
    assert.equal(stage.focused, 'send-feedback');
    assert.deepEqual(sent, [], 'nothing before the press');
    await sendKeys({press: 'Enter'});
    await until(() => stage.focused === 'feedback-thanks');
    assert.equal(stage.text('feedback-thanks'), STRINGS.feedbackThanks);
    await sendKeys({press: 'Enter'});
    assert.deepEqual(sent, [[4, 'Good']]);
    assert.deepInclude(page.dataLayer ?? [], {event: 'avatar_rated', avatar: 'guide', avatar_rating: 4});
    assert.equal(stage.element.state, 'ended');
    assert.isNull(stage.part('star'));
    const playing = nextEvent(stage.element, 'avatar-playing');
    await stage.click('restart');
    await playing;
    await stage.element.stop();
    await until(() => stage.part('star') !== null);
    assert.isNull(stage.part('comment'), 'the next conversation has a rating of its own');
    stage.part('star')?.click();
    await until(() => stage.part('comment') !== null);
    const send = stage.part('send-feedback');
    send?.click();
    send?.click();
    assert.lengthOf(sent, 2, 'a double press sends it once');
  });

  // The accessibility tree is read over Chromium's own protocol.
  const chromiumTest = navigator.userAgent.includes('Chrome') ? test : test.skip;
  chromiumTest('is a group of five radio buttons for a screen reader, each 44 px high and wide', async () => {
    await ended();
    await until(() => stage.part('star') !== null);
    const read: string[] = [];
    const visit = ({role, name, children = []}: Node) => {
      read.push(`${role} ${name ?? ''}`);
      children.forEach(visit);
    };
    visit((await a11ySnapshot({})) as unknown as Node);
    const radios = read.filter((each) => each.startsWith('radio '));
    assert.deepEqual(radios, ['radio 1 star', ...[2, 3, 4, 5].map((stars) => `radio ${stars} stars`)]);
    assert.isTrue(stage.part('star')?.closest('fieldset')?.textContent?.includes(STRINGS.feedbackTitle));
    const {width, height} = stage.box('star');
    assert.isTrue(width >= 44 && height >= 44, `${width} × ${height}`);
  });

  for (const [when, attributes, facts] of [
    ['where the page does not ask', {feedback: 'false'}, {}],
    ['where the conversation goes on in another window', {}, {endReason: 'replaced'}],
    ['where the credits are used up', {}, {endReason: 'no-credits'}],
  ] as const) {
    test(`is not asked ${when}`, async () => {
      await ended(attributes);
      for (const [name, value] of Object.entries(facts))
        Object.defineProperty(stage.element, name, {configurable: true, get: () => value});
      stage.element.requestUpdate();
      await stage.element.updateComplete;
      await drawn();
      assert.isNull(stage.part('feedback'));
      for (const name of Object.keys(facts)) Reflect.deleteProperty(stage.element, name);
    });
  }

  test('is not asked after a start that was given up', async () => {
    await stage.open({feedback: ''});
    await stage.giveUpStart();
    await drawn();
    assert.isNull(stage.part('feedback'));
    assert.equal(stage.text('reason'), STRINGS.endedStopped);
  });
});
