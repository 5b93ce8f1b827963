import {assert} from '@open-wc/testing';
import type {HeygenAvatarElement} from '../../src/index.js';
import {nextEvent, until} from '../support/waiting.js';
import {part, place, sandbox, shows, useSandbox} from '../support/test-elements.js';

useSandbox();

suite('<heygen-avatar>: suggestions', () => {
  teardown(() => localStorage.clear());

  const chips = ({shadowRoot}: HeygenAvatarElement) => [
    ...(shadowRoot?.querySelectorAll<HTMLElement>('[part=suggestion]') ?? []),
  ];
  const labels = (element: HeygenAvatarElement) => chips(element).map(({textContent}) => textContent?.trim());
  /** What the server was asked, in order. */
  const tasks = () =>
    sandbox.requests
      .filter(({endpoint}) => endpoint === 'task')
      .map(({body}) => body as {text: string; task_type: string})
      .map(({text, task_type}) => `${task_type} ${text}`);

  async function offered(attributes: Record<string, string> = {}): Promise<HeygenAvatarElement> {
    const element = place({suggestions: 'One?\nTwo?\nThree?\nFour?\nFive?', muted: '', ...attributes});
    await until(() => chips(element).length > 0);
    return element;
  }

  for (const [written, read] of [
    ['\n One? \n\n Two?\r\n', ['One?', 'Two?']],
    ['["One?\\nreally", 7, "", null, "Two?"]', ['One?\nreally', 'Two?']],
    [['One?', {}, ' '], ['One?']],
    ['{"no": "list"}', ['{"no": "list"}']],
    ['', []],
    [undefined, []],
  ] as const) {
    test(`${JSON.stringify(written)} is ${JSON.stringify(read)}`, () => {
      const element = document.createElement('heygen-avatar');
      Reflect.set(element, 'suggestions', written);
      assert.deepEqual(element.suggestions, read);
    });
  }

  test('a press starts the conversation and asks, once, however often it is pressed', async () => {
    const element = await offered();
    assert.deepEqual(labels(element), ['One?', 'Two?', 'Three?', 'Four?']);
    const [one, two] = chips(element);
    one?.click();
    one?.click();
    two?.click();
    element.start().catch(() => {});
    await until(() => tasks().length === 2);
    await element.updateComplete;
    assert.deepEqual(tasks(), ['chat One?', 'chat Two?']);
    assert.lengthOf(sandbox.sessions, 1);
  });

  test('in a conversation, what was asked is not offered again, and three others after an answer', async () => {
    const element = await offered();
    await element.start();
    await element.updateComplete;
    assert.lengthOf(chips(element), 4);
    chips(element)[1]?.click();
    await nextEvent(element, 'avatar-speechend');
    await until(() => chips(element).length === 3);
    assert.deepEqual(labels(element), ['One?', 'Three?', 'Four?']);
  });

  test('in a conversation they stand between picture and controls, in a line, clear of the edge', async () => {
    const element = await offered({chat: '', controls: ''});
    element.style.inlineSize = '780px';
    await element.start();
    const box = (name: string) => part(element, name)?.getBoundingClientRect() ?? assert.fail(name);
    const stand = (): boolean => {
      const [first, last] = [chips(element)[0], chips(element).at(-1)].map((each) =>
        each?.getBoundingClientRect(),
      );
      if (!first || !last) return false;
      return (
        first.left >= box('frame').left + 12 &&
        first.top === last.top &&
        first.top >= box('stage').bottom &&
        last.bottom <= box('controls').top
      );
    };
    await until(stand);
    part(element, 'more')?.click();
    await element.updateComplete;
    assert.isEmpty(chips(element), 'the settings need the room');
    await until(() => shows(element, 'text'));
    part(element, 'text')?.click();
    await until(() => shows(element, 'transcript') && stand());
  });

  test('a question outlives a start that fails, and is asked by the next one', async () => {
    sandbox.inject('new', {status: 500});
    const element = await offered();
    chips(element)[0]?.click();
    await until(() => element.state === 'failed');
    await element.start();
    await until(() => tasks().length === 1);
    assert.deepEqual(tasks(), ['chat One?']);
  });

  test('a question that the visitor gives up with its start is not asked by the next one', async () => {
    const element = await offered();
    const hold = sandbox.hold('new');
    chips(element)[0]?.click();
    await hold.arrived;
    await until(() => shows(element, 'cancel'));
    part(element, 'cancel')?.click();
    hold.release();
    await until(() => element.state === 'ended');
    await element.start();
    await element.ask('Another one.');
    assert.deepEqual(tasks(), ['chat Another one.']);
  });

  test('a question that is picked without consent is asked once the visitor has consented and started', async () => {
    const element = await offered({consent: 'required'});
    await until(() => shows(element, 'consent-box'));
    chips(element)[0]?.click();
    assert.deepEqual(sandbox.requests, []);
    part(element, 'consent-box')?.click();
    part(element, 'start-button')?.click();
    await until(() => tasks().length === 1);
    assert.deepEqual(tasks(), ['chat One?']);
  });

  test('the page can answer by itself, and a question that could not be sent is offered again', async () => {
    const element = await offered();
    await element.start();
    element.addEventListener('avatar-submit', (event) => event.preventDefault(), {once: true});
    await element.updateComplete;
    chips(element)[0]?.click();
    await until(() => !labels(element).includes('One?'));
    assert.deepEqual(tasks(), []);
    element.suggestions = ['Six?'];
    await element.stop();
    await element.start();
    sandbox.inject('task', {status: 400});
    await until(() => labels(element).includes('Six?'));
    chips(element)[0]?.click();
    await until(() => shows(element, 'notice'));
    await until(() => labels(element).includes('Six?'));
  });

  test('a long question is cut on its button, and asked whole', async () => {
    const long = 'Why is the sky blue, and not green, at noon in May?';
    const element = await offered({suggestions: long});
    assert.equal(labels(element)[0]?.length, 48);
    assert.equal(chips(element)[0]?.title, long);
    await assert.isAccessible(element);
    chips(element)[0]?.click();
    await until(() => tasks().length === 1);
    assert.deepEqual(tasks(), [`chat ${long}`]);
  });
});
