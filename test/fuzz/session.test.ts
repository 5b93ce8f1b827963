import type {MediaSink} from '../../src/session/media-sink.js';
import {assert} from '@open-wc/testing';
import fc from 'fast-check';
import type {Sandbox} from '../../src/sandbox/sandbox.js';
import {open} from '../support/test-sandbox.js';
import {AvatarError} from '../../src/session/errors/avatar-error.js';
import {ERROR_MESSAGES} from '../../src/session/errors/error-messages.js';
import {AvatarSession} from '../../src/session/avatar-session.js';
import {TRANSITIONS, type SessionState} from '../../src/session/session-state.js';
import {until} from '../support/waiting.js';
import {fuzz, FUZZ_TIMEOUT} from './cases.js';
import {answerWith, FakeRoom, stage} from './fake-server.js';
import {
  agentMessage,
  anything,
  bytes,
  createdData,
  envelope,
  status,
  streamingMessage,
  taskData,
} from './hostile.js';

const NAMES = ['streaming', 'liveavatar'] as const;
const tokenProvider = () => 'good-token';
const goodData = fc.constant({
  session_id: 'session',
  url: 'wss://far.invalid',
  access_token: 'room-token',
  livekit_url: 'wss://far.invalid',
  livekit_client_token: 'room-token',
});
/** Reached more often than not, so that what comes after a start is met as well. */
const created = fc.oneof(
  {weight: 3, arbitrary: goodData.map((data) => ({status: 200, text: JSON.stringify({code: 100, data})}))},
  {weight: 1, arbitrary: fc.record({status, text: envelope(createdData)})},
);
const mostlyGood = fc.oneof(
  {weight: 2, arbitrary: fc.constant({status: 200, text: '{"code":100,"data":null}'})},
  {weight: 1, arbitrary: fc.record({status, text: envelope(anything)})},
);
const message = fc.record({
  payload: bytes(fc.oneof(streamingMessage, agentMessage)),
  topic: fc.constantFrom('agent-response', undefined, 'agent-control', '__proto__'),
  from: fc.constantFrom('heygen', undefined, 'stranger'),
});

/** Follows a session's states, and complains about a move that is not drawn. */
function watch(session: AvatarSession<MediaSink>): SessionState[] {
  const states: SessionState[] = ['idle'];
  session.addEventListener('avatar-statechange', (event) => {
    const {state, oldState} = event as unknown as {state: SessionState; oldState: SessionState};
    if (oldState !== states.at(-1) || !TRANSITIONS[oldState].includes(state)) {
      states.push(`${oldState} to ${state}` as SessionState);
    }
    states.push(state);
  });
  return states;
}

function assertDrawn(states: SessionState[]): void {
  for (const state of states)
    assert.isTrue(Object.hasOwn(TRANSITIONS, state), `a move that is not drawn: ${states.join(', ')}`);
}

function assertOurs(error: unknown): void {
  const isAbort = error instanceof DOMException && error.name === 'AbortError';
  const isOurs = error instanceof AvatarError && Object.hasOwn(ERROR_MESSAGES, error.code);
  assert.isTrue(isAbort || isOurs, `a failure that is not ours: ${String(error)}`);
}

suite('fuzz: whole sessions', function () {
  this.timeout(FUZZ_TIMEOUT);

  for (const name of NAMES) {
    test(`every reply and message of a ${name} session`, () =>
      fuzz(
        0.08,
        fc.record({
          created,
          start: mostlyGood,
          task: fc.record({status, text: envelope(taskData)}),
          command: mostlyGood,
          stop: fc.oneof(
            fc.constant({status: 200, text: '{"code":100}'}),
            fc.record({
              status: fc.constantFrom(200, 400, 401, 404),
              text: envelope(anything),
            }),
          ),
          before: fc.array(message, {maxLength: 4}),
          after: fc.array(message, {maxLength: 8}),
        }),
        async ({created: made, start, task, command, stop, before, after}) => {
          const asked: string[] = [];
          const calls = name === 'streaming' ? {new: made, start} : {start: made};
          const restore = answerWith(
            {...calls, task, stop, interrupt: command, keep_alive: command, 'keep-alive': command},
            asked,
          );
          const room = new FakeRoom();
          const session = new AvatarSession({
            tokenProvider,
            backend: name,
            apiUrl: 'https://far.invalid',
            // A stop whose answer is none would be tried again 5 s later.
            timeouts: {stopRetry: 0},
            roomFactory: room.factory,
            stage,
          });
          const states = watch(session);
          try {
            const starting = session.start();
            starting.catch(() => {});
            await Promise.race([room.made, starting.catch(() => {})]);
            for (const each of before) room.handlers?.onData(each);
            await starting.catch(assertOurs);
            const speaking = session.speak('Hello').catch(assertOurs);
            for (const each of after) room.handlers?.onData(each);
            const spoken = await speaking;
            await session.interrupt().catch(assertOurs);
            await session.keepAlive().catch(assertOurs);
            await session.stop();
            if (spoken) assert.include(['finished', 'interrupted', 'closed'], await spoken.ended);
          } finally {
            restore();
          }
          assert.include(['ended', 'failed'], session.state);
          assert.isString(session.endReason);
          assert.equal(session.error !== null, session.state === 'failed');
          if (session.error) assertOurs(session.error);
          assert.isFalse(session.speaking);
          assert.isFalse(room.isConnected);
          assertDrawn(states);
          if (session.info) assert.equal(asked.filter((call) => call === 'stop').length, 1, 'stopped once');
        },
      ));
  }

  for (const name of NAMES) {
    test(`messages through the room of the sandbox, ${name}`, async () => {
      const sandbox = await open({msPerCharacter: 1});
      let session: AvatarSession<MediaSink> | undefined;
      try {
        await fuzz(0.015, fc.array(message, {minLength: 1, maxLength: 8}), async (messages) => {
          if (session?.state !== 'live') session = await liveOn(sandbox, name);
          for (const {payload, topic} of messages) {
            if (payload.length < 60_000) sandbox.room().send(payload, topic);
          }
          // Still there, or ended in a way that is known; then the next case starts anew.
          const mark = crypto.randomUUID();
          sandbox.room().send(utf8.encode(JSON.stringify(markOf(name, mark))), 'agent-response');
          await until(() => session?.state !== 'live' || heard.has(mark));
          assert.include(['live', 'ended', 'failed'], session.state);
        });
        if (session?.state !== 'live') session = await liveOn(sandbox, name);
        const task = await session.speak('It works afterwards.');
        await session.stop();
        assert.include(['finished', 'interrupted', 'closed'], await task.ended);
        assert.equal(sandbox.openSessions, 0);
      } finally {
        await session?.stop();
        await sandbox.stop();
      }
    });
  }
});

const utf8 = new TextEncoder();
const heard = new Set<string>();

const markOf = (name: string, mark: string) =>
  name === 'streaming'
    ? {type: 'avatar_talking_message', task_id: mark, message: mark}
    : {event_type: 'user.transcription', text: mark};

async function liveOn(sandbox: Sandbox, name: 'streaming' | 'liveavatar'): Promise<AvatarSession> {
  const tokenUrl = name === 'streaming' ? sandbox.tokenUrl : sandbox.liveAvatarTokenUrl;
  const session = new AvatarSession({tokenUrl, apiUrl: sandbox.origin});
  session.addEventListener('avatar-message', (event) => heard.add((event as unknown as {text: string}).text));
  await session.start();
  return session;
}
