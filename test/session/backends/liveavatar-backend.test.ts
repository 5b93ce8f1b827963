import {assert} from '@open-wc/testing';
import {stub} from 'sinon';
import type {BackendOptions} from '../../../src/session/backends/backend.js';
import {LiveAvatarBackend} from '../../../src/session/backends/liveavatar/liveavatar-backend.js';
import type {AvatarError} from '../../../src/session/errors/avatar-error.js';
import {abortable} from '../../../src/session/util/abort.js';
import {aTask, rejection, until} from '../../support/waiting.js';

const {signal} = new AbortController();
const STARTED = {
  session_id: 's1',
  livekit_url: 'wss://room.example',
  livekit_client_token: 'room-token',
  max_session_duration: 600,
};
const WS_URL = 'wss://lite.example/s1';
const call = {id: 'c1', name: 'price', parameters: {}, eventId: 'e1'};

/** The socket of a LITE session; the test is the server. */
class FakeSocket extends EventTarget {
  static last: FakeSocket | undefined;
  readonly sent: string[] = [];
  isClosed = false;
  constructor() {
    super();
    FakeSocket.last = this;
  }
  send(text: string): void {
    this.sent.push((JSON.parse(text) as {type: string}).type);
  }
  close(): void {
    this.isClosed = true;
  }
  receive(frame: object): void {
    this.dispatchEvent(new MessageEvent('message', {data: JSON.stringify(frame)}));
  }
}

suite('LiveAvatarBackend', () => {
  /** The calls of the API, as path and bearer. */
  let calls: string[];
  /** Those that outlive the page. */
  let lasting: string[];
  /** What does not come by the room. */
  let events: string[];
  /** How the API answers a call, by its path. */
  let replies: Record<string, {status: number; body: unknown}>;
  /** The commands in the room. */
  let sent: Record<string, unknown>[];
  let sending: () => Promise<void>;
  /** Who has entered the room, and who is waited for. */
  let present: Set<string>;
  let waitedFor: string[];
  let fetching: sinon.SinonStub;
  let native: typeof WebSocket;

  setup(() => {
    [calls, lasting, events, replies, sent, waitedFor] = [[], [], [], {}, [], []];
    present = new Set(['heygen']);
    sending = () => Promise.resolve();
    fetching = stub(globalThis, 'fetch').callsFake((url, init) => {
      const {pathname} = new URL(String(url));
      calls.push(`${pathname} ${new Headers(init?.headers).get('authorization')}`);
      if (init?.keepalive) lasting.push(pathname);
      const {status, body} = replies[pathname] ?? {status: 200, body: {code: 1000, data: STARTED}};
      return Promise.resolve(new Response(JSON.stringify(body), {status}));
    });
    native = globalThis.WebSocket;
    globalThis.WebSocket = FakeSocket as unknown as typeof WebSocket;
  });

  teardown(() => {
    fetching.restore();
    globalThis.WebSocket = native;
  });

  const make = (options: Partial<BackendOptions> = {}) =>
    new LiveAvatarBackend({
      token: 'token-1',
      settings: {quality: 'medium'},
      room: {
        async send(payload, topic) {
          sent.push({...(JSON.parse(new TextDecoder().decode(payload)) as object), topic});
          await sending();
        },
        async waitFor(identity, limit) {
          waitedFor.push(identity);
          const here = until(() => present.has(identity) || limit.aborted);
          await abortable(here, limit);
        },
      },
      onEvent: ({type}) => void events.push(type),
      ...options,
    });
  const created = async (options: Partial<BackendOptions> = {}) => {
    const backend = make(options);
    await backend.create(signal);
    return backend;
  };
  const lite = async () => {
    const backend = await created({started: {...STARTED, ws_url: WS_URL}});
    await until(() => FakeSocket.last !== undefined);
    FakeSocket.last?.receive({type: 'session.state_updated', state: 'connected'});
    await backend.ready(signal);
    return backend;
  };
  const elevenLabs = () => created({agent: 'elevenlabs'});
  const learn = (backend: LiveAvatarBackend) =>
    backend.messages.read({
      payload: new TextEncoder().encode('{"event_type": "elevenlabs_agent_event"}'),
      topic: 'agent-response',
      from: undefined,
    });
  /** What the agent got, without ids that are made anew. */
  const commands = () =>
    sent.map((command) => {
      const {event_type, source_event_id, elevenlabs_event_type, data} = command;
      return {event_type, source_event_id, elevenlabs_event_type, ...('data' in command && {data})};
    });
  const codeOf = async (promise: Promise<unknown>) => ((await rejection(promise)) as AvatarError).code;

  suite('makes and ends the session', () => {
    test('by one call with the token; it says where the room is', async () => {
      const backend = make();
      assert.deepEqual([backend.created, backend.idleTimeout], [false, 300]);
      const {name, avatarIdentity, isNamedByToken, interruptDropsQueue} = backend;
      assert.deepEqual(
        [name, avatarIdentity, isNamedByToken, interruptDropsQueue],
        ['liveavatar', 'heygen', true, true],
      );
      const {id, roomUrl, roomToken, durationLimit} = await backend.create(signal);
      assert.deepEqual(
        [id, roomUrl, roomToken, durationLimit],
        ['s1', 'wss://room.example', 'room-token', 600],
      );
      assert.isTrue(backend.created);
      await backend.keepAlive(signal);
      await backend.stop(signal);
      assert.deepEqual(
        calls,
        ['start', 'keep-alive', 'stop'].map((each) => `/v1/sessions/${each} Bearer token-1`),
      );
      assert.deepEqual(lasting, ['/v1/sessions/stop']);
    });

    test('one that the owner’s server has started is not started again, and without a token neither kept nor stopped', async () => {
      const backend = make({token: '', started: STARTED});
      assert.deepEqual([backend.created, backend.idleTimeout], [true, null]);
      assert.equal((await backend.create(signal)).id, 's1');
      assert.equal(await codeOf(backend.keepAlive(signal)), 'bad-config');
      await backend.stop(signal);
      assert.isEmpty(calls);
    });

    test('a reply without a room is refused, but names the session that must be stopped', async () => {
      replies['/v1/sessions/start'] = {status: 200, body: {code: 1000, data: {session_id: 's1'}}};
      const backend = make();
      assert.equal(await codeOf(backend.create(signal)), 'protocol');
      assert.isTrue(backend.created);
    });

    test('a reply whose code is no success is refused, and nothing was made', async () => {
      replies['/v1/sessions/start'] = {status: 200, body: {code: 4033, message: 'No credits'}};
      const backend = make();
      assert.equal(await codeOf(backend.create(signal)), 'no-credits');
      assert.isFalse(backend.created);
    });

    test('an audio socket without encryption fails the start, and the session is known', async () => {
      const backend = make({started: {...STARTED, ws_url: 'ws://lite.example/'}});
      assert.equal(await codeOf(backend.create(signal)), 'bad-config');
      assert.deepEqual([backend.created, backend.takesAudio], [true, false]);
    });

    for (const [status, body, isGone] of [
      [404, {}, true],
      [400, {message: 'Session is no longer active'}, true],
      [500, {message: 'down'}, false],
      [401, {code: 4001}, false],
    ] as const) {
      test(`a stop that is answered ${status} ${isGone ? 'is done' : 'is not'}`, async () => {
        const backend = await created();
        replies['/v1/sessions/stop'] = {status, body};
        const stopped = await backend.stop(signal).then(
          () => true,
          () => false,
        );
        assert.equal(stopped, isGone);
      });
    }
  });

  suite('waits for who takes its commands', () => {
    test('in FULL mode LiveAvatar’s agent, and then the avatar', async () => {
      present = new Set();
      const backend = await created();
      let isReady = false;
      const ready = backend.ready(signal).then(() => (isReady = true));
      await aTask();
      assert.deepEqual(waitedFor, ['liveavatar-agent-s1']);
      present.add('liveavatar-agent-s1');
      await until(() => waitedFor.length === 2);
      assert.isFalse(isReady);
      present.add('heygen');
      await ready;
      assert.deepEqual(waitedFor, ['liveavatar-agent-s1', 'heygen']);
    });

    test('with another agent, in either mode, nobody but the avatar', async () => {
      const lite = `a.${btoa('{"start_session_data": {"mode": "LITE"}}')}.b`;
      await (await created({token: lite, agent: 'liveavatar'})).ready(signal);
      const full = `a.${btoa('{"start_session_data": {"mode": "FULL"}}')}.b`;
      await (await created({token: full, agent: 'elevenlabs'})).ready(signal);
      await (await elevenLabs()).ready(signal);
      await (await created({agentType: 'openai_realtime'})).ready(signal);
      assert.deepEqual(waitedFor, ['heygen', 'heygen', 'heygen', 'heygen']);
    });

    test('until the first event of an ElevenLabs agent; where the page has named another, that does not count', async () => {
      const backend = await created();
      const ready = backend.ready(signal);
      await aTask();
      learn(backend);
      await ready;
      assert.equal(backend.agent, 'elevenlabs');
      const named = await created({agent: 'liveavatar'});
      const limit = new AbortController();
      const waiting = rejection(named.ready(limit.signal));
      learn(named);
      await aTask();
      limit.abort('enough');
      assert.equal(await waiting, 'enough');
    });
  });

  suite('sends commands', () => {
    test('to LiveAvatar’s own agent by its names, each with an id and the session’s', async () => {
      const backend = await created();
      const {taskId} = await backend.speak('One', {});
      await backend.speak('Two', {type: 'chat'});
      await backend.startListening();
      await backend.stopListening();
      await backend.interrupt(signal);
      assert.deepEqual(
        sent.map(({event_type, text}) => [event_type, text]),
        [
          ['avatar.speak_text', 'One'],
          ['avatar.speak_response', 'Two'],
          ['avatar.start_listening', undefined],
          ['avatar.stop_listening', undefined],
          ['avatar.interrupt', undefined],
        ],
      );
      assert.equal(sent[0]?.['event_id'], taskId);
      assert.equal(new Set(sent.map(({event_id}) => event_id)).size, 5);
      assert.deepEqual(new Set(sent.map(({session_id}) => session_id)), new Set(['s1']));
      assert.deepEqual(new Set(sent.map(({topic}) => topic)), new Set(['agent-control']));
      assert.equal(await codeOf(backend.tellAgent({type: 'user_activity'})), 'unsupported-by-agent');
      assert.lengthOf(sent, 5);
    });

    test('to an ElevenLabs agent in its own protocol, in the form that LiveAvatar documents', async () => {
      const backend = await elevenLabs();
      const {taskId} = await backend.speak('Hello?', {type: 'chat'});
      await backend.tellAgent({type: 'contextual_update', data: {text: 'Prices'}});
      await backend.tellAgent({type: 'user_activity'});
      await backend.answerTool(call, 'It costs 5.', true, signal);
      const command = {event_type: 'elevenlabs_agent_command', source_event_id: null};
      assert.deepEqual(commands(), [
        {...command, elevenlabs_event_type: 'user_message', data: {text: 'Hello?'}},
        {...command, elevenlabs_event_type: 'contextual_update', data: {text: 'Prices'}},
        {...command, elevenlabs_event_type: 'user_activity'},
        {
          ...command,
          source_event_id: 'e1',
          elevenlabs_event_type: 'client_tool_result',
          data: {tool_call_id: 'c1', result: 'It costs 5.', is_error: true},
        },
      ]);
      assert.equal(sent[0]?.['event_id'], taskId);
      const error = (await rejection(backend.speak('Say this.', {}))) as AvatarError;
      assert.equal(error.code, 'unsupported-by-agent');
      assert.match(error.message, /ask\(\).*sendContext\(\)/);
      assert.lengthOf(sent, 4);
    });

    test('whose whole text may still be cut, from the first event that shows the agent on', async () => {
      const backend = await created();
      const read = (event_type: string, text?: string) =>
        backend.messages.read({
          payload: new TextEncoder().encode(JSON.stringify({event_type, text})),
          topic: 'agent-response',
          from: undefined,
        });
      const speech = () => [read('avatar_speak_started'), read('avatar_transcription', 'All.')][1];
      const all = {type: 'text-end', role: 'avatar', taskId: null, text: 'All.'} as const;
      assert.deepEqual(speech(), all);
      learn(backend);
      assert.deepEqual(speech(), {...all, mayBeCut: true});
    });

    test('a result of a tool waits for a room that is being joined again', async () => {
      const backend = await elevenLabs();
      present.clear();
      const answering = backend.answerTool(call, '', false, signal);
      await aTask();
      assert.isEmpty(sent);
      present.add('heygen');
      await answering;
      assert.lengthOf(sent, 1);
    });

    test('a speech that could not be sent is not the next one’s; an interrupt drops those that wait', async () => {
      const backend = await created();
      const begun = () =>
        backend.messages.read({
          payload: new TextEncoder().encode('{"event_type": "avatar.speak_started"}'),
          topic: 'agent-response',
          from: undefined,
        });
      sending = () => Promise.reject(new Error('offline'));
      await rejection(backend.speak('Lost', {}));
      sending = () => Promise.resolve();
      const {taskId} = await backend.speak('Sent', {});
      assert.deepEqual(begun(), {type: 'speech-start', taskId});
      await backend.speak('Dropped', {});
      await backend.interrupt(signal);
      assert.deepEqual(begun(), {type: 'speech-start', taskId: null});
    });

    test('the answer of an ElevenLabs agent names no command: the oldest has it', async () => {
      const begun = (backend: LiveAvatarBackend) =>
        backend.messages.read({
          payload: new TextEncoder().encode(
            '{"event_type": "avatar_speak_started", "source_event_id": "own"}',
          ),
          topic: 'agent-response',
          from: undefined,
        });
      const agent = await elevenLabs();
      const {taskId} = await agent.speak('Hello?', {type: 'chat'});
      assert.deepEqual(begun(agent), {type: 'speech-start', taskId});
      const full = await created();
      await full.speak('Hello?', {type: 'chat'});
      assert.deepEqual(begun(full), {type: 'speech-start', taskId: null});
    });

    test('an API that cannot be reached is told as such', async () => {
      fetching.rejects(new TypeError('offline'));
      assert.equal(await codeOf(make().create(signal)), 'unreachable');
    });

    test('nothing before the session is made', async () => {
      assert.equal(await codeOf(make().interrupt(signal)), 'not-live');
      assert.isEmpty(sent);
    });

    for (const [event, error] of [
      ['started', undefined],
      ['start_failed', 'push-to-talk-failed'],
    ] as const) {
      test(`push-to-talk waits for the answer, here ${event}`, async () => {
        const backend = await created({agentType: 'openai_realtime'});
        present.clear();
        const starting = backend.startPushToTalk(signal).then(
          () => undefined,
          ({code}: AvatarError) => code,
        );
        await aTask();
        assert.isEmpty(sent);
        present.add('heygen');
        await until(() => sent.length === 1);
        assert.equal(sent[0]?.['event_type'], 'user.start_push_to_talk');
        const answer = (name: string) =>
          backend.messages.read({
            payload: new TextEncoder().encode(JSON.stringify({event_type: `user.push_to_talk_${name}`})),
            topic: 'agent-response',
            from: undefined,
          });
        for (const late of ['stopped', 'stop_failed']) answer(late); // to an earlier command
        answer(event);
        assert.equal(await starting, error);
        const stopping = backend.stopPushToTalk(signal);
        await until(() => sent.length === 2);
        assert.equal(sent[1]?.['event_type'], 'user.stop_push_to_talk');
        answer('stopped');
        await stopping;
      });
    }
  });

  suite('with the page’s own audio', () => {
    setup(() => (FakeSocket.last = undefined));

    test('all goes by the socket, which the stop closes; the room and the API get nothing', async () => {
      const backend = await lite();
      assert.deepEqual([backend.mode, backend.agent, backend.takesAudio], ['lite', null, true]);
      await backend.startListening();
      await backend.stopListening();
      await backend.keepAlive(signal);
      FakeSocket.last?.receive({type: 'agent.state_updated', new_state: 'talking'});
      void backend.interrupt(signal);
      await until(() => FakeSocket.last?.sent.length === 4);
      assert.deepEqual(FakeSocket.last?.sent, [
        'agent.start_listening',
        'agent.stop_listening',
        'session.keep_alive',
        'agent.interrupt',
      ]);
      FakeSocket.last?.receive({type: 'error', error: {type: 'server_error'}});
      assert.deepEqual(events, ['problem']);
      await backend.stop(signal);
      await until(() => FakeSocket.last?.isClosed === true);
      assert.deepEqual([sent, calls], [[], ['/v1/sessions/stop Bearer token-1']]);
      assert.equal(
        await codeOf(backend.speakAudio(new Int16Array(9), {}, signal)),
        'unsupported-by-agent',
        'nothing connects again',
      );
    });

    test('it is ready when the socket is, and keeps alive without a token', async () => {
      const backend = make({token: '', started: {...STARTED, ws_url: WS_URL}});
      assert.equal(backend.idleTimeout, 300);
      await backend.create(signal);
      let isReady = false;
      const ready = backend.ready(signal).then(() => (isReady = true));
      await until(() => FakeSocket.last !== undefined);
      await aTask();
      assert.isFalse(isReady);
      FakeSocket.last?.receive({type: 'session.state_updated', state: 'connected'});
      await ready;
      await backend.keepAlive(signal);
      await backend.stop(signal);
      assert.isEmpty(calls);
    });

    test('a text has nobody to say it, and audio elsewhere nobody to take it', async () => {
      const backend = await lite();
      for (const type of ['chat', 'repeat'] as const) {
        const error = (await rejection(backend.speak('Hi', {type}))) as AvatarError;
        assert.equal(error.code, 'unsupported-by-agent');
        assert.match(error.message, /speakAudio\(\)/);
      }
      await backend.stop(signal);
      const full = await created();
      assert.equal(await codeOf(full.speakAudio(new Int16Array(9), {}, signal)), 'unsupported-by-agent');
    });
  });
});
