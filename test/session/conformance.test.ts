import type {MediaSink} from '../../src/session/media-sink.js';
import {assert} from '@open-wc/testing';
import type {Endpoint, Sandbox, SandboxOptions} from '../../src/sandbox/sandbox.js';
import {open} from '../support/test-sandbox.js';
import type {AvatarError} from '../../src/session/errors/avatar-error.js';
import {AvatarSession} from '../../src/session/avatar-session.js';
import type {SessionAgent, SessionMode} from '../../src/session/backends/backend.js';
import type {AvatarSessionOptions} from '../../src/session/session-options.js';
import {nextEvent, rejection, until} from '../support/waiting.js';

/** What a page sees is the same for each kind of token; what differs on the wire is named here. */
interface FakeServer {
  tokenUrl: (sandbox: Sandbox) => string;
  /** The call that makes the session. */
  create: Endpoint;
  stop: Endpoint;
  /** A call, or a command on the audio socket. */
  keepAlive: string;
  backend: 'streaming' | 'liveavatar';
  mode: SessionMode;
  agent: SessionAgent | null;
  /**
   * What a page gives the avatar to say: a text, a question that an agent answers in its own words, or audio. What does not
   * differ from `text` is not tested again.
   */
  takes: 'text' | 'question' | 'audio';
}

const LIVEAVATAR = {
  create: 'sessions/start',
  stop: 'sessions/stop',
  keepAlive: 'sessions/keep-alive',
  backend: 'liveavatar',
} as const;

const AGENT = {...LIVEAVATAR, mode: 'lite', agent: 'elevenlabs', takes: 'question'} as const;

const FAKE_SERVERS: Record<string, FakeServer> = {
  streaming: {
    tokenUrl: ({tokenUrl}) => tokenUrl,
    create: 'new',
    stop: 'stop',
    keepAlive: 'keep_alive',
    backend: 'streaming',
    mode: 'full',
    agent: null,
    takes: 'text',
  },
  liveavatar: {
    ...LIVEAVATAR,
    tokenUrl: ({liveAvatarTokenUrl}) => liveAvatarTokenUrl,
    mode: 'full',
    agent: 'liveavatar',
    takes: 'text',
  },
  'liveavatar, a voice agent': {...AGENT, tokenUrl: (sandbox) => sandbox.liveAvatarTokenUrlOf('voice-agent')},
  'liveavatar, a connector': {...AGENT, tokenUrl: (sandbox) => sandbox.liveAvatarTokenUrlOf('connector')},
  'liveavatar, the page’s own audio': {
    ...LIVEAVATAR,
    tokenUrl: (sandbox) => sandbox.liveAvatarTokenUrlOf('lite'),
    keepAlive: 'session.keep_alive',
    mode: 'lite',
    agent: null,
    takes: 'audio',
  },
};

const SAMPLES_PER_MS = 24;

/** A text that is still being written. */
async function* pieces(...texts: string[]): AsyncGenerator<string> {
  for (const text of texts) yield await Promise.resolve(text);
}

for (const [name, heygen] of Object.entries(FAKE_SERVERS)) {
  suite(`conformance: ${name}`, () => {
    let sandbox: Sandbox;
    let session: AvatarSession<MediaSink>;
    const {takes} = heygen;
    let msPerCharacter: number;
    const testFor =
      (...kinds: (typeof takes)[]) =>
      (title: string, body: () => Promise<void>) =>
        void (kinds.includes(takes) && test(title, body));
    /** A test of what is the same for agents and for audio. */
    const testOfServer = testFor('text');
    /** Has the avatar say a text, or answer it. */
    const say = (text: string) => {
      if (takes !== 'audio') return session.speak(text, {type: takes === 'text' ? 'repeat' : 'chat'});
      const ms = Math.max(200, msPerCharacter * text.length);
      return session.speakAudio(new Int16Array(SAMPLES_PER_MS * ms), {text});
    };

    async function make(
      sandboxOptions: SandboxOptions = {},
      options: AvatarSessionOptions = {},
    ): Promise<void> {
      sandbox = await open(sandboxOptions);
      msPerCharacter = sandboxOptions.msPerCharacter ?? 5;
      session = new AvatarSession({tokenUrl: heygen.tokenUrl(sandbox), apiUrl: sandbox.origin, ...options});
    }

    async function live(
      sandboxOptions: SandboxOptions = {},
      options: AvatarSessionOptions = {},
    ): Promise<void> {
      await make(sandboxOptions, options);
      await session.start();
    }

    teardown(async () => {
      await session.stop();
      assert.equal(sandbox.openSessions, 0);
      for (const {stops} of sandbox.sessions) assert.isAtMost(stops, 1);
      await sandbox.stop();
    });

    /** What the server was told of listening, by call or by command. */
    const listening = () => {
      const heard = [
        ...sandbox.requests.map(({endpoint}) => endpoint),
        ...(sandbox.sessions[0]?.commands ?? []).map((command) => command.replace(/^(avatar|agent)\./, '')),
      ];
      return heard.filter((each) => each.endsWith('_listening'));
    };

    const calls = (name: string) =>
      sandbox.requests.filter(({endpoint}) => endpoint === name).length +
      (sandbox.sessions[0]?.commands ?? []).filter((command) => command === name).length;

    /** The ids of all that the server was given to say. */
    const given = () => {
      const [first] = sandbox.sessions;
      return first ? [...first.tasks.map(({taskId}) => taskId), ...first.lite.utterances.keys()] : [];
    };

    test('goes live, with back end, mode and agent as the only differences', async () => {
      await live();
      assert.equal(session.state, 'live');
      assert.equal(session.info?.backend, heygen.backend);
      assert.deepEqual([session.mode, session.agent], [heygen.mode, heygen.agent]);
      assert.equal(session.info?.id, sandbox.sessions[0]?.sessionId);
      assert.equal(session.info?.durationLimit, 600);
    });

    testFor('text', 'audio')('speaks: events, words and the end of the task in order', async () => {
      await live();
      const heard: string[] = [];
      session.addEventListener('avatar-speechstart', () => heard.push('start'));
      session.addEventListener('avatar-message', (event) => {
        if ((event as unknown as {final: boolean}).final)
          heard.push((event as unknown as {text: string}).text);
      });
      session.addEventListener('avatar-speechend', (event) =>
        heard.push((event as unknown as {reason: string}).reason),
      );
      const task = await say('Hello there.');
      assert.equal(await task.ended, 'finished');
      assert.deepEqual(heard, ['start', 'Hello there.', 'finished']);
      assert.deepEqual(given(), [task.taskId]);
    });

    testFor('text', 'question')(
      'chats: one message with the visitor’s typed line, then the answer',
      async () => {
        await live();
        const lines: string[] = [];
        session.addEventListener('avatar-message', (event) => {
          const {role, text, final} = event as unknown as {role: string; text: string; final: boolean};
          if (final) lines.push(`${role}: ${text}`);
        });
        const task = await session.speak('How are you?', {type: 'chat'});
        await task.ended;
        assert.equal(lines.length, 2);
        assert.equal(lines[0], 'user: How are you?');
        assert.match(lines[1] ?? '', /^avatar: You said/);
      },
    );

    test('queues tasks in order', async () => {
      await live();
      const order: string[] = [];
      const tasks = [await say('one'), await say('two')];
      await Promise.all(tasks.map(async ({ended}, index) => order.push(`${index} ${await ended}`)));
      assert.deepEqual(order, ['0 finished', '1 finished']);
    });

    test('interrupts the current speech', async () => {
      await live({msPerCharacter: 1000});
      const task = await say('a very long sentence');
      await until(() => session.speaking);
      await session.interrupt();
      assert.equal(await task.ended, 'interrupted');
      assert.isFalse(session.speaking);
    });

    test('what is said right after an interrupt is not interrupted with it', async () => {
      await live({msPerCharacter: 1000});
      const first = await say('a very long sentence');
      await until(() => session.speaking);
      const started = nextEvent(session, 'avatar-speechstart');
      const [, second] = await Promise.all([session.interrupt(), say('the next one')]);
      assert.equal(await first.ended, 'interrupted');
      assert.equal((await started).taskId, second.taskId);
      assert.isTrue(session.speaking);
      await session.interrupt();
      assert.equal(await second.ended, 'interrupted');
    });

    testOfServer('a streamed text is one speech, sentence by sentence', async () => {
      await live();
      const heard: string[] = [];
      session.addEventListener('avatar-speechstart', () => heard.push('start'));
      session.addEventListener('avatar-speechend', ({reason}) => heard.push(reason));
      session.addEventListener('avatar-message', ({final, text}) => final && heard.push(text));
      const task = await session.speak(pieces('Hello the', 're, Dr. Who. How ', 'are you? Fi', 'ne.'));
      assert.equal(await task.ended, 'finished');
      const texts = sandbox.sessions[0]?.tasks.map(({text}) => text);
      assert.deepEqual(texts, ['Hello there, Dr. Who.', 'How are you?', 'Fine.']);
      await until(() => heard.length === 3);
      assert.deepEqual(heard.toSorted(), ['Hello there, Dr. Who. How are you? Fine.', 'finished', 'start']);
    });

    testOfServer('an interrupt drops the rest of a streamed text', async () => {
      await live({msPerCharacter: 1000});
      const task = await session.speak(pieces('One two. ', 'Three four. ', 'Five six. ', 'Seven.'));
      await until(() => session.speaking);
      await session.interrupt();
      assert.equal(await task.ended, 'interrupted');
      assert.isAtMost(sandbox.sessions[0]?.tasks.length ?? 9, 2);
      await until(() => !session.speaking); // what the server had queued is interrupted as well
    });

    testFor('text', 'question')('the visitor who speaks into a speech interrupts it', async () => {
      await live({msPerCharacter: 1000}, {settings: {ia_is_livekit_transport: true}});
      const task = await say('a very long sentence');
      await until(() => session.speaking);
      await session.startMicrophone();
      assert.equal(await task.ended, 'interrupted');
    });

    test('keeps alive', async () => {
      await live();
      await session.keepAlive();
      await until(() => calls(heygen.keepAlive) === 1);
    });

    testFor('text', 'audio')('listens', async () => {
      await live();
      await session.startListening();
      await session.stopListening();
      await until(() => listening().length === 2);
      assert.deepEqual(listening(), ['start_listening', 'stop_listening']);
    });

    test('stop is confirmed, once', async () => {
      await live();
      await Promise.all([session.stop(), session.stop()]);
      assert.equal(session.endReason, 'stopped');
      assert.equal(calls(heygen.stop), 1);
    });

    testOfServer('an abort while the session is being made still stops it', async () => {
      await make();
      const hold = sandbox.hold(heygen.create);
      const controller = new AbortController();
      const starting = rejection(session.start({signal: controller.signal}));
      await hold.arrived;
      controller.abort('enough');
      assert.equal(await starting, 'enough');
      hold.release();
      await until(() => sandbox.sessions.length === 1 && sandbox.openSessions === 0);
    });

    testOfServer('a call that makes a session is never tried twice', async () => {
      await make();
      sandbox.inject(heygen.create, {status: 500});
      assert.equal(((await rejection(session.start())) as AvatarError).code, 'server-error');
      assert.equal(calls(heygen.create), 1);
    });

    testOfServer('too many sessions at once is concurrency-limit', async () => {
      await make({concurrencyLimit: 0});
      assert.equal(((await rejection(session.start())) as AvatarError).code, 'concurrency-limit');
    });

    testOfServer('a token that was used before is unauthorized', async () => {
      await make();
      const reply = await (await fetch(heygen.tokenUrl(sandbox), {method: 'POST'})).text();
      const tokenProvider = () => JSON.parse(reply) as Record<string, unknown>;
      const first = new AvatarSession({tokenProvider, apiUrl: sandbox.origin});
      session = new AvatarSession({tokenProvider, apiUrl: sandbox.origin});
      await first.start();
      assert.equal(((await rejection(session.start())) as AvatarError).code, 'unauthorized');
      await first.stop();
    });

    testOfServer('a room that is closed is the server’s end', async () => {
      await live();
      const ended = nextEvent(session, 'avatar-end');
      sandbox.room().kill();
      assert.equal((await ended).reason, 'server');
      await session.stop();
    });

    test('a lost network is reconnecting, and live again', async () => {
      await live();
      const back = nextEvent(session, 'avatar-statechange', ({state}) => state === 'live');
      sandbox.room().drop();
      await back;
      const task = await say('Still here.');
      assert.equal(await task.ended, 'finished');
    });

    testOfServer('the greeting is said', async () => {
      await make({}, {greeting: 'Welcome.'});
      const said = nextEvent(session, 'avatar-message', ({final}) => final);
      await session.start();
      assert.equal((await said).text, 'Welcome.');
    });

    testFor('question', 'audio')('a greeting that it cannot say is left out, without an error', async () => {
      await make({}, {greeting: 'Welcome.'});
      let errors = 0;
      session.addEventListener('avatar-error', () => errors++);
      await session.start();
      const task = await say('Hi');
      assert.equal(await task.ended, 'finished');
      assert.equal(errors, 0);
      assert.lengthOf(given(), 1);
    });

    testFor('question', 'audio')('a text that it cannot say is refused, and nothing is sent', async () => {
      await live();
      const error = (await rejection(session.speak('Say this.'))) as AvatarError;
      assert.equal(error.code, 'unsupported-by-agent');
      await rejection(session.speak(pieces('Say ', 'this.')));
      await session.keepAlive();
      assert.isEmpty(given());
    });
  });
}
