import {assert} from '@open-wc/testing';
import {nextEvent} from '../support/waiting.js';
import {sandbox, live, make, useSandbox} from '../support/test-sessions.js';

useSandbox();

const CARRIED_OUT = {hang: true, after: true} as const;

suite('AvatarSession: a response that is late, or never comes', () => {
  test('speak resolves once the avatar speaks the task', async () => {
    const session = await live();
    sandbox.inject('task', CARRIED_OUT);
    const started = nextEvent(session, 'avatar-speechstart');
    const task = await session.speak('The response to this never comes.');
    assert.equal(task.taskId, (await started).taskId);
    assert.equal(await task.ended, 'finished');
  });

  test('the next text is not held up by it', async () => {
    const session = await live();
    sandbox.inject('task', CARRIED_OUT);
    const [first, second] = await Promise.all([session.speak('First.'), session.speak('Second.')]);
    assert.notEqual(first.taskId, second.taskId);
    assert.deepEqual(await Promise.all([first.ended, second.ended]), ['finished', 'finished']);
    const [remote] = sandbox.sessions;
    assert.deepEqual(
      remote?.tasks.map(({text}) => text),
      ['First.', 'Second.'],
    );
  });

  test('interrupt resolves once the speech has ended', async () => {
    const session = await live();
    const started = nextEvent(session, 'avatar-speechstart');
    const task = await session.speak('A long text that takes the avatar a while to speak. '.repeat(20));
    await started;
    sandbox.inject('interrupt', CARRIED_OUT);
    await session.interrupt();
    assert.equal(await task.ended, 'interrupted');
  });

  test('start resolves once the first frame is there', async () => {
    sandbox.inject('start', CARRIED_OUT);
    const session = make();
    await session.start();
    assert.equal(session.state, 'live');
  });

  test('a speech that somebody else began is not taken for it', async () => {
    const session = await live({timeouts: {command: 3_000}});
    const known = await session.speak('First.');
    await known.ended;
    sandbox.inject('task', {hang: true});
    const speaking = session.speak('This one is lost.').catch((error: unknown) => error);
    sandbox.send({type: 'avatar_start_talking', task_id: known.taskId});
    assert.propertyVal(await speaking, 'code', 'timeout');
  });
});
