import {assert} from '@open-wc/testing';
import type {AvatarError} from '../../src/session/errors/avatar-error.js';
import {nextEvent, rejection, until} from '../support/waiting.js';
import {sandbox, open, make, live, calls, useSandbox} from '../support/test-sessions.js';

useSandbox();

suite('AvatarSession: commands', () => {
  test('speak sends the text, and the task ends when it is said', async () => {
    const session = await live();
    const heard: unknown[] = [];
    for (const type of ['avatar-speechstart', 'avatar-speechend'] as const) {
      session.addEventListener(type, (event) =>
        heard.push([type, (event as unknown as {taskId: string}).taskId]),
      );
    }
    const task = await session.speak(' Hello there. ', {mode: 'async'});
    assert.equal(await task.ended, 'finished');
    const [fakeSession] = sandbox.sessions;
    assert.deepEqual(sandbox.requests.find(({endpoint}) => endpoint === 'task')?.body, {
      session_id: fakeSession?.sessionId,
      text: 'Hello there.',
      task_mode: 'async',
      task_type: 'repeat',
    });
    assert.equal(task.taskId, fakeSession?.tasks[0]?.taskId);
    assert.equal(task.durationMs, 600);
    assert.deepEqual(heard, [
      ['avatar-speechstart', task.taskId],
      ['avatar-speechend', task.taskId],
    ]);
  });

  test('words come piece by piece, then whole', async () => {
    const session = await live();
    const texts: string[] = [];
    session.addEventListener('avatar-message', (event) => {
      const {role, text, final} = event as unknown as {role: string; text: string; final: boolean};
      texts.push(`${role} ${final ? 'whole' : 'part'} ${text}`);
    });
    const task = await session.speak('How are you?', {type: 'chat'});
    await task.ended;
    assert.deepEqual(texts.slice(0, 2), ['user whole How are you?', 'avatar part You ']);
    assert.equal(
      texts.filter((text) => text.startsWith('user')).length,
      1,
      'told once, though the server repeats it',
    );
    assert.match(texts.at(-1) ?? '', /^avatar whole You said: How are you\?/);
  });

  test('tasks are queued and end in order', async () => {
    const session = await live();
    const order: string[] = [];
    const [first, second] = await Promise.all([session.speak('one'), session.speak('two')]);
    void first.ended.then(() => order.push('one'));
    await second.ended;
    assert.deepEqual(order, ['one']);
  });

  test('what is said after an interrupt goes out once that is answered', async () => {
    const session = await live();
    const hold = sandbox.hold('interrupt');
    const interrupted = session.interrupt();
    const said = session.speak('next');
    await hold.arrived;
    await session.keepAlive(); // there and back, as long as a task would take
    assert.notInclude(calls(), 'task');
    hold.release();
    await interrupted;
    await said;
  });

  test('texts go out in the order of the calls, each when the one before is accepted or refused', async () => {
    const session = await live();
    const [first, second] = [sandbox.hold('task'), sandbox.hold('task')];
    sandbox.inject('task', {status: 400});
    const refused = rejection(session.speak('one'));
    const controller = new AbortController();
    const givenUp = rejection(session.speak('never', {signal: controller.signal}));
    const accepted = session.speak('two');
    await first.arrived;
    controller.abort();
    assert.equal(((await givenUp) as DOMException).name, 'AbortError');
    assert.equal(calls().filter((call) => call === 'task').length, 1);
    first.release();
    await refused;
    await second.arrived;
    second.release();
    await accepted;
    const texts = sandbox.requests.filter(({endpoint}) => endpoint === 'task').map(({body}) => body);
    assert.deepEqual(
      texts.map((body) => (body as {text: string}).text),
      ['one', 'two'],
    );
  });

  test('interrupt ends the current speech as interrupted, and the next is said', async () => {
    await sandbox.stop();
    await open({msPerCharacter: 1000});
    const session = await live();
    const long = await session.speak('a very long sentence');
    await until(() => session.speaking); // it may begin before the call is answered
    await session.interrupt();
    assert.equal(await long.ended, 'interrupted');
    assert.isFalse(session.speaking);
  });

  test('a task ends as closed when the session does', async () => {
    await sandbox.stop();
    await open({msPerCharacter: 1000});
    const session = await live();
    const task = await session.speak('a very long sentence');
    await session.stop();
    assert.equal(await task.ended, 'closed');
  });

  test('the other commands reach their endpoints', async () => {
    const session = await live();
    const {length} = calls();
    await session.keepAlive();
    await session.startListening();
    await session.stopListening();
    await session.interrupt();
    await session.stop();
    assert.deepEqual(calls().slice(length), [
      'keep_alive',
      'start_listening',
      'stop_listening',
      'interrupt',
      'stop',
    ]);
    const [fakeSession] = sandbox.sessions;
    for (const {endpoint, body, headers} of sandbox.requests.slice(2)) {
      assert.deepEqual(body, {session_id: fakeSession?.sessionId}, endpoint);
      assert.match(headers.get('authorization') ?? '', /^Bearer eyJ/, endpoint);
    }
  });

  for (const text of ['', '   ', '\u200b\u200d', '\u00a0\u200b', '\u00ad', '\ufeff', 'x'.repeat(5001)]) {
    const shown = escape(text.slice(0, 4));
    test(`a text of ${text.length} characters, "${shown}", is refused before it is sent`, async () => {
      const session = await live();
      assert.equal(((await rejection(session.speak(text))) as AvatarError).code, 'bad-text');
      assert.notInclude(calls(), 'task');
    });
  }

  for (const command of ['keepAlive', 'startListening', 'startMicrophone', 'startPushToTalk'] as const) {
    test(`${command} without a live session is refused`, async () => {
      assert.equal(((await rejection(make()[command]())) as AvatarError).code, 'not-live');
    });
  }

  for (const command of ['interrupt', 'stopListening', 'stopPushToTalk', 'stopMicrophone'] as const) {
    test(`${command} without a live session resolves: nothing is left to take away`, async () => {
      const session = make();
      await session[command]();
      await session.stop();
      await session[command]();
      assert.deepEqual(calls(), []);
    });
  }

  const ENDS: Record<string, (session: {stop: () => Promise<void>}) => unknown> = {
    'the page stops it': (session) => session.stop(),
    'the server closes the room': () => sandbox.room().kill('ROOM_DELETED'),
    'the avatar leaves': () => sandbox.room().avatarLeaves(),
  };
  for (const [command, endpoint] of [
    ['interrupt', 'interrupt'],
    ['stopListening', 'stop_listening'],
  ] as const) {
    for (const [how, end] of Object.entries(ENDS)) {
      test(`${command} that the end of the session overtakes resolves: ${how}`, async () => {
        const session = await live();
        const hold = sandbox.hold(endpoint);
        const done = session[command]();
        await hold.arrived;
        end(session);
        await done;
        hold.release();
      });
    }
  }

  test('a failed speech is the caller’s, and the session goes on', async () => {
    const session = await live();
    sandbox.inject('task', {status: 400, code: 400009});
    assert.equal(((await rejection(session.speak('hello'))) as AvatarError).code, 'speech-failed');
    assert.equal(session.state, 'live');
  });

  test('a speech is never sent twice by itself', async () => {
    const session = await live();
    const {length} = calls();
    sandbox.inject('task', {status: 500});
    await rejection(session.speak('hello'));
    assert.deepEqual(calls().slice(length), ['task']);
  });

  test('a command that the session does not outlive is refused', async () => {
    const session = await live();
    const hold = sandbox.hold('task');
    const speaking = rejection(session.speak('hello'));
    await hold.arrived;
    void session.stop();
    assert.equal(((await speaking) as AvatarError).code, 'not-live');
    hold.release();
  });

  test('the signal of a command gives up that command alone', async () => {
    const session = await live();
    const controller = new AbortController();
    const hold = sandbox.hold('task');
    const speaking = rejection(session.speak('hello', {signal: controller.signal}));
    await hold.arrived;
    controller.abort('enough');
    assert.equal(await speaking, 'enough');
    assert.equal(session.state, 'live');
    hold.release();
  });

  test('a command that the server does not know the session for ends it', async () => {
    const session = await live();
    sandbox.inject('keep_alive', {status: 404, code: 10006});
    await rejection(session.keepAlive());
    assert.equal(session.state, 'ended');
    assert.equal(session.endReason, 'server');
  });

  test('a greeting is said as soon as the session is live', async () => {
    const session = make({greeting: 'Welcome.'});
    const said = nextEvent(session, 'avatar-message', ({final}) => final);
    await session.start();
    assert.equal((await said).text, 'Welcome. '.trim());
  });

  test('a greeting that fails is reported, and the session goes on', async () => {
    sandbox.inject('task', {status: 400, code: 400009});
    const session = make({greeting: 'Welcome.'});
    const reported = nextEvent(session, 'avatar-error');
    await session.start();
    assert.equal((await reported).error.code, 'speech-failed');
    assert.equal(session.state, 'live');
  });
});
