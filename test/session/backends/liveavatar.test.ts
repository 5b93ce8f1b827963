import type {MediaSink} from '../../../src/session/media-sink.js';
import {assert} from '@open-wc/testing';
import type {Sandbox} from '../../../src/sandbox/sandbox.js';
import {open} from '../../support/test-sandbox.js';
import type {AvatarError} from '../../../src/session/errors/avatar-error.js';
import {AvatarSession} from '../../../src/session/avatar-session.js';
import {nextEvent, rejection, until} from '../../support/waiting.js';

suite('AvatarSession: what is LiveAvatar’s alone', () => {
  let sandbox: Sandbox;
  let session: AvatarSession<MediaSink>;
  setup(async () => {
    sandbox = await open();
    session = new AvatarSession({tokenUrl: sandbox.liveAvatarTokenUrl, apiUrl: sandbox.origin});
  });
  teardown(async () => {
    await session.stop();
    await sandbox.stop();
  });

  test('the commands go to the agent by their names', async () => {
    await session.start();
    await session.speak('one');
    await session.speak('two', {type: 'chat'});
    await session.startListening();
    await session.stopListening();
    await session.interrupt();
    await until(() => sandbox.sessions[0]?.commands.length === 5);
    assert.deepEqual(sandbox.sessions[0]?.commands, [
      'avatar.speak_text',
      'avatar.speak_response',
      'avatar.start_listening',
      'avatar.stop_listening',
      'avatar.interrupt',
    ]);
  });

  for (const [by, reason] of [
    ['credits', 'no-credits'],
    ['idle', 'idle-timeout'],
    ['limit', 'time-limit'],
  ] as const) {
    test(`its end by ${by} is ${reason}`, async () => {
      await session.start();
      const ended = nextEvent(session, 'avatar-end');
      await sandbox.sessions[0]?.end(by);
      assert.equal((await ended).reason, reason);
    });
  }

  test('an interrupted answer to a voice ends with what was said of it, and the next begins anew', async () => {
    await session.start();
    const lines: string[] = [];
    session.addEventListener('avatar-message', (event) => {
      const {text, final} = event;
      lines.push(`${final ? 'final' : 'partial'}: ${text}`);
    });
    const tell = (event_type: string, text?: string) =>
      sandbox.send({event_type, source_event_id: 'stale', text}, {topic: 'agent-response'});
    tell('avatar.speak_started');
    tell('avatar.transcription.chunk', 'The first ');
    tell('user.speak_started');
    tell('avatar.speak_ended');
    tell('avatar.transcription.chunk', 'The second ');
    tell('avatar.speak_started');
    tell('avatar.transcription', 'The second answer.');
    tell('avatar.speak_ended');
    await until(() => lines.length === 4);
    assert.deepEqual(lines, [
      'partial: The first ',
      'final: The first ',
      'partial: The second ',
      'final: The second answer.',
    ]);
  });

  test('a session whose making is lost on the way is stopped all the same', async () => {
    sandbox.inject('sessions/start', {status: 502, after: true});
    await rejection(session.start());
    await session.stopConfirmed;
    assert.equal(sandbox.sessions.length, 1);
    assert.equal(sandbox.openSessions, 0);
  });

  test('credits that run out before the picture are said to have', async () => {
    session = new AvatarSession({
      tokenUrl: sandbox.liveAvatarTokenUrl,
      apiUrl: sandbox.origin,
      stage: {add() {}, remove() {}, firstFrame: () => new Promise(() => {})},
    });
    session.addEventListener('avatar-progress', ({step}) => {
      if (step === 'picture') void sandbox.sessions[0]?.end('credits');
    });
    assert.equal(((await rejection(session.start())) as AvatarError).code, 'no-credits');
  });

  test('the picture is there before the agent is, and what is said meanwhile waits for it', async () => {
    await sandbox.stop();
    sandbox = await open({isAgentLate: true});
    await session.start();
    assert.equal(session.state, 'live');
    const accepted = session.speak('Hello.');
    assert.deepEqual(sandbox.sessions[0]?.commands, []);
    sandbox.room().agentEnters();
    assert.equal(await (await accepted).ended, 'finished');
  });

  test('an agent that never comes is a timeout of the command, and the session goes on', async () => {
    await sandbox.stop();
    sandbox = await open({isAgentLate: true});
    session = new AvatarSession({
      tokenUrl: sandbox.liveAvatarTokenUrl,
      apiUrl: sandbox.origin,
      timeouts: {ready: 50},
    });
    await session.start();
    assert.equal(((await rejection(session.speak('Hello.'))) as AvatarError).code, 'timeout');
    assert.equal(session.state, 'live');
  });

  test('what is said while the room is joined anew is said once it is', async () => {
    await session.start();
    const lost = nextEvent(session, 'avatar-statechange', ({state}) => state === 'reconnecting');
    sandbox.room().drop();
    await lost;
    const task = await session.speak('Still here.');
    assert.equal(session.state, 'live');
    assert.equal(await task.ended, 'finished');
  });

  test('messages on other topics are nothing to us', async () => {
    await session.start();
    const heard: string[] = [];
    session.addEventListener('avatar-speechstart', () => heard.push('start'));
    const message = {event_type: 'avatar.speak_started'};
    sandbox.send(message, {topic: 'lk.chat'});
    sandbox.send(message);
    const started = nextEvent(session, 'avatar-speechstart');
    sandbox.send(message, {topic: 'agent-response'});
    await started;
    assert.deepEqual(heard, ['start']);
  });

  test('events report the visitor’s voice: speech and words', async () => {
    await session.start();
    const events: string[] = [];
    for (const type of ['avatar-userspeechstart', 'avatar-message', 'avatar-userspeechend']) {
      session.addEventListener(type, () => events.push(type));
    }
    const ended = nextEvent(session, 'avatar-userspeechend');
    const topic = 'agent-response';
    sandbox.send({event_type: 'user.speak_started'}, {topic});
    sandbox.send({event_type: 'user.transcription', text: 'Hello'}, {topic});
    sandbox.send({event_type: 'user.speak_ended'}, {topic});
    await ended;
    assert.deepEqual(events, ['avatar-userspeechstart', 'avatar-message', 'avatar-userspeechend']);
  });
});
