import {assert} from '@open-wc/testing';
import sinon from 'sinon';
import type {HeygenAvatarElement} from '../../src/index.js';
import {nextEvent, rejection, until} from '../support/waiting.js';
import {live, place, sandbox, useSandbox} from '../support/test-elements.js';

useSandbox();

const LONG = 'A long text that takes the avatar a while to speak. '.repeat(20);

/** What an element tells of its end, in the order in which a listener hears it. */
function record(element: HeygenAvatarElement): string[] {
  const heard: string[] = [];
  element.addEventListener('avatar-statechange', ({state}) => heard.push(state));
  element.addEventListener('avatar-error', ({error}) => heard.push(`error ${error.code}`));
  element.addEventListener('avatar-end', ({reason}) => heard.push(`end ${reason}`));
  return heard;
}

async function speaking(): Promise<HeygenAvatarElement> {
  const element = await live();
  const started = nextEvent(element, 'avatar-speechstart');
  await element.speak(LONG);
  await started;
  return element;
}

suite('<heygen-avatar>: listeners that call back', () => {
  test('stop from avatar-speechend, while the page stops it: one end, for the first cause', async () => {
    const element = await speaking();
    element.addEventListener('avatar-speechend', () => void element.stop());
    const heard = record(element);
    await element.stop();
    assert.deepEqual(heard, ['stopping', 'ended', 'end stopped']);
    assert.equal(sandbox.sessions[0]?.stops, 1);
  });

  test('stop from avatar-speechend, while the server ends it: one end, for the first cause', async () => {
    const element = await speaking();
    element.addEventListener('avatar-speechend', () => void element.stop());
    const heard = record(element);
    const ended = nextEvent(element, 'avatar-end');
    sandbox.room().kill('ROOM_DELETED');
    await ended;
    assert.deepEqual(heard, ['ended', 'end server']);
    assert.equal(element.endReason, 'server');
  });

  test('stop from avatar-speechend, while it fails: the failure stays', async () => {
    const element = await speaking();
    element.addEventListener('avatar-speechend', () => void element.stop());
    const heard = record(element);
    await sandbox.sessions[0]?.end('closed');
    sandbox.send({type: 'avatar_stop_talking', task_id: null});
    await until(() => element.endReason !== null);
    assert.lengthOf(
      heard.filter((each) => each.startsWith('end ')),
      1,
    );
  });

  const NEXT: Record<string, (element: HeygenAvatarElement) => Promise<unknown>> = {
    'avatar-speechend': (element) =>
      new Promise((resolve) =>
        element.addEventListener('avatar-speechend', () => resolve(rejection(element.speak('Next.')))),
      ),
    'avatar-end': (element) =>
      new Promise((resolve) =>
        element.addEventListener('avatar-end', () => resolve(rejection(element.startMicrophone()))),
      ),
  };
  for (const [what, sayNext] of Object.entries(NEXT)) {
    test(`a page that goes on at ${what} does not start a new session when the visitor hangs up`, async () => {
      const element = await live();
      const started = nextEvent(element, 'avatar-speechstart');
      const next = sayNext(element);
      await element.speak(LONG);
      await started;
      await element.stop();
      assert.propertyVal(await next, 'code', 'not-live');
      assert.equal(sandbox.sessions.length, 1);
    });
  }

  test('a page that awaits a task and speaks does not start a new session when the visitor hangs up', async () => {
    const element = await live();
    const task = await element.speak(LONG);
    const next = task.ended.then(() => rejection(element.speak('Next.')));
    await element.stop();
    assert.propertyVal(await next, 'code', 'not-live');
    assert.equal(sandbox.sessions.length, 1);
  });

  test('a page that awaits the stop, or a start that fails, and then speaks gets a new session', async () => {
    const element = await live();
    await element.stop();
    await element.speak('Hello again.');
    await element.stop();
    sandbox.inject('new', {status: 500});
    await rejection(element.start());
    await element.speak('And again.');
    assert.equal(sandbox.sessions.length, 3);
  });

  test('a page in the background, where timers come late, awaits the stop and gets a new session', async () => {
    const element = await live();
    const {setTimeout} = globalThis;
    const late = sinon.stub(globalThis, 'setTimeout');
    late.callsFake((run: () => void, ms = 0) => setTimeout(run, Math.max(ms, 1_000)));
    await element.stop();
    const spoken = element.speak('Hello again.');
    late.restore();
    await spoken;
    assert.equal(sandbox.sessions.length, 2);
  });

  test('a page that stops and then speaks gets a new session', async () => {
    const element = await live();
    void element.stop();
    await element.speak('Hello again.');
    assert.equal(sandbox.sessions.length, 2);
  });

  test('start from avatar-end makes one new session, after the old one is over', async () => {
    const element = await live();
    let again: Promise<void> | undefined;
    element.addEventListener('avatar-end', () => {
      again ??= element.start();
    });
    await element.stop();
    await again;
    assert.equal(element.state, 'live');
    assert.equal(sandbox.sessions.length, 2);
    assert.equal(sandbox.openSessions, 1);
  });

  test('stop from avatar-playing ends the start that is just done', async () => {
    const element = place();
    element.addEventListener('avatar-playing', () => void element.stop());
    const heard = record(element);
    await element.start();
    await element.stop();
    assert.deepEqual(heard, ['connecting', 'live', 'stopping', 'ended', 'end stopped']);
  });

  test('stop from the first avatar-statechange ends the start before any request', async () => {
    const element = place();
    element.addEventListener('avatar-statechange', () => void element.stop(), {once: true});
    const error = await rejection(element.start());
    assert.equal((error as DOMException).name, 'AbortError');
    assert.equal(sandbox.openSessions, 0);
    assert.equal(element.state, 'ended');
  });
});
