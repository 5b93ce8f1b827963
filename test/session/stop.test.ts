import {assert} from '@open-wc/testing';
import sinon from 'sinon';
import {rejection, until} from '../support/waiting.js';
import {sandbox, make, live, calls, assertNothingOpen, useSandbox} from '../support/test-sessions.js';

useSandbox();

suite('AvatarSession: stop', () => {
  for (const endpoint of ['token', 'new', 'start', 'signal'] as const) {
    test(`during ${endpoint} it ends the start with an AbortError and leaves nothing open`, async () => {
      const hold = sandbox.hold(endpoint);
      const session = make();
      const starting = rejection(session.start());
      await hold.arrived;
      const stopped = session.stop();
      assert.equal(session.state, 'stopping');
      hold.release();
      await stopped;
      assert.equal(((await starting) as DOMException).name, 'AbortError');
      assert.equal(session.state, 'ended');
      assert.equal(session.endReason, 'stopped');
      assert.isNull(session.error);
      await assertNothingOpen();
    });
  }

  test('an abort while new is in flight rejects at once, and the session is stopped when its answer comes', async () => {
    const hold = sandbox.hold('new');
    const controller = new AbortController();
    const session = make();
    const starting = rejection(session.start({signal: controller.signal}));
    await hold.arrived;
    controller.abort('enough');
    assert.equal(await starting, 'enough');
    assert.equal(sandbox.sessions.length, 0);
    hold.release();
    await until(() => sandbox.sessions.length === 1 && sandbox.openSessions === 0);
    assert.equal(session.endReason, 'aborted');
    await assertNothingOpen();
  });

  test('resolves when the server has confirmed, once for all who ask', async () => {
    const session = await live();
    const hold = sandbox.hold('stop');
    const first = session.stop();
    const second = session.stop();
    await hold.arrived;
    assert.equal(session.state, 'stopping');
    hold.release();
    await Promise.all([first, second]);
    await session.stop();
    assert.equal(session.state, 'ended');
    assert.equal(calls().filter((each) => each === 'stop').length, 1);
  });

  test('a session that was never started ends without a call', async () => {
    const session = make();
    await session.stop();
    assert.equal(session.state, 'ended');
    assert.deepEqual(calls(), []);
  });

  test('a refused stop is tried again', async () => {
    const session = await live();
    sandbox.inject('stop', {status: 503});
    await session.stop();
    assert.equal(sandbox.openSessions, 0);
  });

  test('the request outlives the page', async () => {
    const fetches = sinon.spy(globalThis, 'fetch');
    try {
      const session = await live();
      await session.stop();
      const keepalive = (path: string) =>
        fetches.getCalls().find(({args}) => String(args[0]).endsWith(path))?.args[1]?.keepalive;
      assert.isTrue(keepalive('streaming.stop'));
      assert.isFalse(keepalive('streaming.task') ?? false);
    } finally {
      fetches.restore();
    }
  });
});
