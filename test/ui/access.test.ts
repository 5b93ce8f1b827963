import {assert} from '@open-wc/testing';
import 'axe-core';
import type * as Axe from 'axe-core';
import {sendKeys, emulateMedia} from '@web/test-runner-commands';
import {AvatarTimeWarningEvent} from '../../src/session/events.js';
import {nextEvent, until} from '../helpers.js';
import {TestStage} from './stage.js';

/** axe-core puts itself here. */
declare const axe: typeof Axe;

const stage = new TestStage();

/** What axe finds wrong with the element as it is now, contrast included. */
async function violations(): Promise<string[]> {
  await stage.settled();
  const {violations: found} = await axe.run(stage.element, {
    resultTypes: ['violations'],
    // Rules for whole pages, which this is a part of.
    rules: {region: {enabled: false}},
  });
  return found.flatMap(({id, nodes}) =>
    nodes.map(({target, failureSummary}) => `${id} ${String(target)} ${failureSummary}`),
  );
}

const ALL = {controls: '', chat: '', captions: '', microphone: ''};

teardown(async () => {
  await emulateMedia({colorScheme: 'light'});
  await stage.close();
});

for (const colorScheme of ['light', 'dark'] as const) {
  suite(`axe finds nothing: ${colorScheme}`, () => {
    setup(() => emulateMedia({colorScheme}));

    test('idle', async () => {
      await stage.open(ALL);
      assert.deepEqual(await violations(), []);
    });

    test('connecting', async () => {
      await stage.open(ALL);
      const hold = stage.sandbox.hold('new');
      stage.element.start().catch(() => {});
      await hold.arrived;
      await stage.element.updateComplete;
      assert.deepEqual(await violations(), []);
      hold.release();
    });

    test('live, speaking, with everything open', async () => {
      await stage.live(ALL, {msPerCharacter: 1000, sessionDurationLimit: 9});
      await stage.element.startMicrophone();
      await stage.element.speak('Read my lips.');
      await until(() => stage.part('captions') !== null && stage.part('choose-microphone') !== null);
      stage.element.dispatchEvent(new AvatarTimeWarningEvent(10));
      for (const name of ['text', 'more', 'choose-microphone']) {
        await stage.click(name);
        assert.deepEqual(await violations(), [], name);
      }
    });

    test('ended', async () => {
      await stage.live(ALL);
      await stage.element.stop();
      await stage.element.updateComplete;
      assert.deepEqual(await violations(), []);
    });

    test('failed', async () => {
      await stage.open(ALL);
      stage.sandbox.inject('new', {status: 401, code: 400112});
      await stage.element.start().catch(() => {});
      await stage.element.updateComplete;
      stage.part('details')?.setAttribute('open', '');
      assert.deepEqual(await violations(), []);
    });

    test('floating, closed and open', async () => {
      await stage.open({...ALL, mode: 'floating'});
      await until(() => stage.part('launcher') !== null);
      assert.deepEqual(await violations(), []);
      await stage.click('launcher');
      assert.deepEqual(await violations(), []);
    });
  });
}

suite('keyboard alone', () => {
  test('starts, types, opens the transcript, closes it and ends, without losing the focus', async () => {
    await stage.open({chat: ''});
    stage.element.style.inlineSize = '900px';
    const focus = () => stage.focused ?? 'lost';
    await sendKeys({press: 'Tab'});
    assert.equal(focus(), 'start-button');
    const live = nextEvent(stage.element, 'avatar-playing');
    await sendKeys({press: 'Enter'});
    await live;
    await until(() => focus() === 'message-box');
    const answered = nextEvent(
      stage.element,
      'avatar-message',
      ({role, final}) => role === 'avatar' && final,
    );
    await sendKeys({type: 'Hello'});
    await sendKeys({press: 'Enter'});
    await answered;
    assert.equal(focus(), 'message-box');
    const seen = new Set<string>();
    while (!['more', 'text'].some((name) => focus().includes(name))) {
      await sendKeys({press: 'Tab'});
      seen.add(focus());
      assert.isBelow(seen.size, 10, [...seen].join());
    }
    await sendKeys({press: 'Enter'});
    await until(
      () => (stage.part('menu')?.hasAttribute('data-open') ?? false) || stage.part('transcript') !== null,
    );
    await sendKeys({press: 'Escape'});
    await until(() => ['more', 'text'].some((name) => focus().includes(name)));
    const ended = nextEvent(stage.element, 'avatar-end');
    while (focus() !== 'stop') {
      await sendKeys({press: 'Tab'});
      assert.notEqual(focus(), 'lost');
    }
    await sendKeys({press: 'Enter'});
    await ended;
    await until(() => focus() === 'restart');
  });
});
