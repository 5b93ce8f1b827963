import {assert} from '@open-wc/testing';
import {a11ySnapshot, setViewport} from '@web/test-runner-commands';
import {SETTINGS_STRINGS} from '../../src/ui/locales/settings-strings.js';
import {STRINGS} from '../../src/ui/locales/strings.js';
import {until} from '../support/waiting.js';
import {AvatarStage} from '../support/avatar-stage.js';

interface Node {
  role: string;
  name?: string;
  pressed?: boolean;
  expanded?: boolean;
  checked?: boolean;
  children?: Node[];
}

const stage = new AvatarStage();

/** The nodes that a screen reader reads, as "role name", in order. */
async function readNodes(): Promise<string[]> {
  const root = (await a11ySnapshot({})) as unknown as Node;
  const list: string[] = [];
  const visit = ({role, name, pressed, expanded, checked, children = []}: Node) => {
    const state = `${pressed ? ' pressed' : ''}${expanded ? ' expanded' : ''}${checked ? ' checked' : ''}`;
    list.push(`${role} ${name ?? ''}${state}`.trim());
    children.forEach(visit);
  };
  visit(root);
  return list;
}

/** Asserts that a screen reader reads these in this order, with anything in between. */
function inOrder(list: readonly string[], wanted: readonly string[]): void {
  let at = -1;
  for (const each of wanted) {
    at = list.indexOf(each, at + 1);
    assert.isAtLeast(at, 0, `${each} is not in ${list.join(' | ')}`);
  }
}

teardown(() => stage.close());

suite('the accessibility tree', () => {
  test('before the start: the start button and its name', async () => {
    await stage.open();
    inOrder(await readNodes(), [`button ${STRINGS.start}`]);
  });

  test('while it connects: the step, and a cancel button', async () => {
    await stage.open();
    const hold = stage.sandbox.hold('new');
    stage.element.start().catch(() => {});
    await hold.arrived;
    await until(() => stage.part('cancel') !== null);
    inOrder(await readNodes(), [`StaticText ${STRINGS.stepSession}`, `button ${STRINGS.cancel}`]);
    hold.release();
  });

  test('live: every control with its name and state, in the order of the keyboard', async () => {
    await stage.live({controls: '', chat: '', captions: '', microphone: ''});
    await stage.click('more');
    inOrder(await readNodes(), [
      `button ${STRINGS.more} expanded`,
      `button ${SETTINGS_STRINGS.back}`,
      `heading ${STRINGS.more}`,
      `button ${STRINGS.showTranscript}`,
      `switch ${SETTINGS_STRINGS.captions} checked`,
      `radio ${SETTINGS_STRINGS.textNormal} checked`,
      `radio ${SETTINGS_STRINGS.textLarge}`,
      `radio ${SETTINGS_STRINGS.textLargest}`,
      `button ${STRINGS.unmute}`,
      `slider ${STRINGS.volume}`,
      `button ${STRINGS.microphoneOn}`,
      `textbox ${STRINGS.message}`,
      `button ${STRINGS.send}`,
      `button ${STRINGS.stop}`,
    ]);
  });

  test('the transcript is a log of finished messages, without unfinished ones', async () => {
    await stage.live({chat: ''}, {answer: () => 'Yes.'});
    await stage.click('text');
    await (
      await stage.element.ask('Are you there?')
    ).ended;
    await stage.element.updateComplete;
    const log = stage.element.shadowRoot?.querySelector('[role=log]');
    assert.equal(log?.getAttribute('aria-label'), STRINGS.transcript);
    assert.equal(log?.querySelectorAll('.line').length, 2);
    stage.sandbox.send({type: 'avatar_talking_message', task_id: 'x', message: 'Half a sen'});
    await until(() => log?.querySelectorAll('.line').length === 3);
    assert.equal(log?.querySelectorAll('[aria-hidden=true] .line').length, 1);
  });

  test('an answer to typed text is announced while the transcript is closed, and by the log while it is open', async () => {
    await stage.live({chat: ''}, {answer: () => 'Yes.'});
    const region = stage.element.shadowRoot?.querySelector('[role=status]');
    await (
      await stage.element.ask('Are you there?')
    ).ended;
    await stage.element.updateComplete;
    assert.deepEqual(stage.announced, ['Yes.']);
    await stage.click('text');
    assert.deepEqual(stage.announced, []);
    await stage.element.stop();
    await stage.element.updateComplete;
    assert.deepEqual(stage.announced, [STRINGS.endedStopped, 'Yes.']);
    assert.equal(stage.element.shadowRoot?.querySelector('[role=status]'), region, 'it is the same region');
  });

  test('a failure is an alert with a retry button', async () => {
    await stage.open({'queue-limit': '0'});
    stage.sandbox.inject('new', {status: 429, code: 10007, message: 'concurrent limit reached'});
    await stage.element.start().catch(() => {});
    await stage.element.updateComplete;
    assert.equal(stage.element.shadowRoot?.querySelector('[role=alert]')?.textContent, STRINGS.failedBusy);
    inOrder(await readNodes(), [`button ${STRINGS.retry}`]);
  });
});

suite('large text', () => {
  teardown(async () => {
    document.documentElement.style.removeProperty('font-size');
    await setViewport({width: 800, height: 600});
  });

  for (const [name, size] of [
    ['400 % zoom of a window of 1280 × 1024 pixels', '100%'],
    ['the same, with text twice as large', '200%'],
  ] as const) {
    test(`no control is out of reach: ${name}`, async () => {
      await setViewport({width: 320, height: 256});
      document.documentElement.style.fontSize = size;
      await stage.live({controls: '', chat: '', microphone: ''});
      const style = new CSSStyleSheet();
      // WCAG 1.4.12: the text spacing that a reader may choose.
      style.replaceSync(
        '* {line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important}',
      );
      stage.element.shadowRoot?.adoptedStyleSheets.push(style);
      const isWithin = (part: string) => {
        stage.part(part)?.scrollIntoView({block: 'nearest'});
        const host = stage.element.getBoundingClientRect();
        const box = stage.part(part)?.getBoundingClientRect();
        assert.isTrue(box !== undefined && box.width >= 24 && box.height >= 24, part);
        assert.isAtLeast(box?.left ?? -1, host.left, part);
        assert.isAtMost(box?.right ?? Infinity, host.right + 1, part);
        assert.isAtLeast(box?.top ?? -1, host.top, part);
        assert.isAtMost(box?.bottom ?? Infinity, host.bottom + 1, part);
      };
      ['microphone', 'message-box', 'more', 'stop'].forEach(isWithin);
      await stage.click('more');
      ['text', 'caption-toggle', 'mute', 'volume', 'clock'].forEach(isWithin);
    });
  }

  test('every control is 44 pixels high and wide', async () => {
    await stage.live({controls: '', chat: '', microphone: ''});
    await stage.click('more');
    for (const button of stage.element.shadowRoot?.querySelectorAll(
      '.footer button, .stage button, .menu :is(button, input)',
    ) ?? []) {
      const {width, height} = button.getBoundingClientRect();
      if (button.checkVisibility())
        assert.isTrue(width >= 44 && height >= 44, button.getAttribute('part') ?? '');
    }
  });
});
