import {assert} from '@open-wc/testing';
import fc from 'fast-check';
import sinon from 'sinon';
import '../../src/index.js';
import {AvatarError} from '../../src/session/errors/avatar-error.js';
import {ERROR_MESSAGES} from '../../src/session/errors/error-messages.js';
import type {BackendEvent} from '../../src/session/backends/backend.js';
import {createBackend} from '../../src/session/backends/create-backend.js';
import {AgentMessages} from '../../src/session/backends/liveavatar/agent-messages.js';
import {openChatSocket} from '../../src/session/backends/streaming/chat-socket.js';
import {streamingMessages} from '../../src/session/backends/streaming/streaming-messages.js';
import {checkedSettings} from '../../src/session/settings/checked-settings.js';
import {EventQueue} from '../../src/session/util/event-queue.js';
import {Conversation} from '../../src/session/speech/conversation.js';
import {fetchToken} from '../../src/session/token/session-token.js';
import {secureUrl} from '../../src/session/util/url.js';
import {Localizer} from '../../src/ui/locales/localizer.js';
import {STRINGS, type StringKey, type StringOverrides} from '../../src/ui/locales/strings.js';
import {fuzz, FUZZ_TIMEOUT} from './cases.js';
import {
  agentMessage,
  anything,
  bytes,
  chatData,
  createdData,
  envelope,
  jsonText,
  passingStatus,
  retryAfter,
  spoilt,
  status,
  streamingMessage,
  taskData,
} from './hostile.js';

const EVENT_TYPES = [
  'speech-start',
  'speech-end',
  'text',
  'text-end',
  'user-speech-start',
  'user-speech-end',
  'ended',
];
/** Properties that are one of some words, or `null` where none is the default. */
const ENUMERATIONS = {
  tokenCredentials: ['same-origin', 'include', 'omit'],
  backend: ['auto', 'streaming', 'liveavatar', 'sandbox'],
  preload: ['none', 'intent', 'token', 'auto'],
  quality: ['high', 'medium', 'low'],
  videoEncoding: ['VP8', 'H264'],
  mode: ['inline', 'floating'],
  background: ['chroma'],
};
const never = new AbortController().signal;
const {setTimeout: later} = globalThis; // the real one, also under a test's own clock
const room = {send: () => Promise.resolve(), waitFor: () => Promise.resolve()};
const settings = checkedSettings({});

/** Our error of a known code with words, which is all that may come of what others send. */
function assertOurs(error: unknown): void {
  assert.isTrue(error instanceof AvatarError, `not an AvatarError: ${String(error)}`);
  const {code, message} = error as AvatarError;
  assert.isTrue(Object.hasOwn(ERROR_MESSAGES, code), `unknown code ${code}`);
  assert.isAbove(message.length, 0);
  assert.isBelow(message.length, 1_000);
}

function assertEvent(event: BackendEvent | null): void {
  if (event === null) return;
  assert.include(EVENT_TYPES, event.type);
  if ('taskId' in event) assert.isTrue(event.taskId === null || typeof event.taskId === 'string');
  if (event.type === 'text') assert.equal(typeof event.piece, 'string');
  if (event.type === 'ended') assert.equal(typeof event.reason, 'string');
}

/** The events of a conversation, which must keep starts and ends in pairs whatever comes. */
async function converse(events: (BackendEvent | null)[], durationMs: number | null): Promise<void> {
  let open = 0;
  const count = ({type}: Event) => {
    if (type === 'avatar-speechstart') open++;
    if (type === 'avatar-speechend') open--;
    assert.isTrue(open === 0 || open === 1, 'one speech at a time');
  };
  const conversation = new Conversation(new EventQueue(count), {
    onActivity: () => {},
    onSpeaking: (isSpeaking) => assert.equal(isSpeaking, conversation.isSpeaking),
    onServerEnd: () => {},
  });
  const task = conversation.accept({taskId: 'one', durationMs});
  for (const event of events) {
    assertEvent(event);
    if (event) conversation.handle(event);
  }
  const again = conversation.accept({taskId: 'one', durationMs: null});
  conversation.close();
  assert.equal(open, 0, 'every speech that began has ended');
  assert.isFalse(conversation.isSpeaking);
  assert.include(['finished', 'interrupted', 'closed'], await task.ended);
  assert.include(['finished', 'interrupted', 'closed'], await again.ended);
}

suite('fuzz: the edges', function () {
  this.timeout(FUZZ_TIMEOUT);

  test('data messages of a streaming room', () =>
    fuzz(
      0.15,
      fc.tuple(fc.array(bytes(streamingMessage), {maxLength: 12}), fc.constantFrom(null, 0, -5, 1e300)),
      ([messages, durationMs]) =>
        converse(
          messages.map((payload) => streamingMessages.read({payload, topic: undefined, from: undefined})),
          durationMs,
        ),
    ));

  test('messages of LiveAvatar’s agent', () =>
    fuzz(0.15, fc.array(bytes(agentMessage), {maxLength: 12}), (messages) => {
      const agent = new AgentMessages();
      agent.expect('one');
      void agent.acknowledgement('start').then((isDone) => assert.isBoolean(isDone));
      return converse(
        messages.map((payload) => agent.read({payload, topic: 'agent-response', from: undefined})),
        null,
      );
    }));

  test('messages of the chat socket', async () => {
    const real = globalThis.WebSocket;
    let socket = new EventTarget();
    globalThis.WebSocket = function () {
      return socket;
    } as unknown as typeof WebSocket;
    try {
      await fuzz(0.05, fc.array(chatData, {maxLength: 6}), (all) => {
        socket = new EventTarget();
        openChatSocket(
          new URL('wss://far.invalid'),
          ({type}) => assert.include(['user-speech-start', 'user-speech-end'], type),
          never,
        );
        for (const data of all) socket.dispatchEvent(new MessageEvent('message', {data}));
      });
    } finally {
      globalThis.WebSocket = real;
    }
  });

  for (const name of ['streaming', 'liveavatar'] as const) {
    test(`replies to the calls of ${name}`, async () => {
      const real = globalThis.fetch;
      const replies: {status: number; text: string}[] = [];
      globalThis.fetch = sinon.fake(() => {
        const {status: code, text} = replies.shift() ?? {status: 200, text: '{}'};
        return Promise.resolve(new Response(text, {status: code}));
      });
      try {
        await fuzz(
          0.12,
          fc.tuple(status, envelope(createdData), status, envelope(taskData), envelope(anything)),
          async ([newStatus, newText, taskStatus, taskText, otherText]) => {
            const backend = createBackend(name, {
              token: 'a-token',
              settings,
              apiUrl: 'https://far.invalid',
              room,
              onEvent: () => {},
            });
            const answer = (code: number, text: string) => replies.splice(0, 1, {status: code, text});
            answer(newStatus, newText);
            const created = await backend.create(never).catch(assertOurs);
            if (created) {
              assert.isTrue(backend.created, 'what was made is known to be');
              for (const each of [created.id, created.roomUrl, created.roomToken]) assert.isNotEmpty(each);
              assert.isTrue(created.durationLimit === null || Number.isFinite(created.durationLimit));
            }
            answer(taskStatus, taskText);
            const task = await backend.speak('Hello', {}, never).catch(assertOurs);
            if (task) assert.isNotEmpty(task.taskId);
            for (const call of ['interrupt', 'keepAlive', 'startListening', 'start', 'stop'] as const) {
              answer(200, otherText);
              await backend[call](never).catch(assertOurs);
            }
          },
        );
      } finally {
        globalThis.fetch = real;
      }
    });
  }

  test('refusals that ask to wait', async () => {
    const real = globalThis.fetch;
    try {
      await fuzz(
        0.05,
        fc.tuple(
          fc.constantFrom('streaming' as const, 'liveavatar' as const),
          fc.array(fc.record({status: passingStatus, header: retryAfter}), {minLength: 1, maxLength: 4}),
        ),
        async ([name, refusals]) => {
          const clock = sinon.useFakeTimers({
            now: Date.now(),
            toFake: ['setTimeout', 'clearTimeout', 'Date'],
          });
          try {
            const begun = Date.now();
            const created = {session_id: 'session', url: 'wss://far.invalid', access_token: 'room-token'};
            const liveKit = {livekit_url: 'wss://far.invalid', livekit_client_token: 'room-token'};
            const tries = sinon.stub();
            tries.onCall(0).resolves(Response.json({code: 100, data: {...created, ...liveKit}}));
            refusals.forEach(({status: code, header}, i) => {
              const headers = new Headers(header === null ? {} : {'retry-after': header});
              tries.onCall(i + 1).resolves(new Response('{}', {status: code, headers}));
            });
            tries.resolves(Response.json({code: 100, data: null}));
            globalThis.fetch = tries;
            const options = {
              token: 'a-token',
              settings,
              apiUrl: 'https://far.invalid',
              room,
              onEvent: () => {},
            };
            const backend = createBackend(name, options);
            await backend.create(never);
            const kept = backend.keepAlive(never).catch((error: unknown) => {
              assertOurs(error);
              const {retryAfterMs: wait} = error as AvatarError;
              assert.isTrue(wait === undefined || (Number.isFinite(wait) && wait >= 0), String(wait));
            });
            const settled = new Set<unknown>();
            void kept.then(() => settled.add(kept));
            // A reply is read in the browser's own time, and only then is there a timer for the next try.
            for (; settled.size === 0; await clock.runAllAsync()) await new Promise((done) => later(done));
            assert.isAtMost(tries.callCount, 4, 'one to make it, and three tries');
            assert.isAtMost(Date.now() - begun, 20_000, 'nothing is waited for that takes long');
          } finally {
            clock.restore();
          }
        },
      );
    } finally {
      globalThis.fetch = real;
    }
  });

  const tokenText = jsonText(
    fc.oneof(
      spoilt(fc.record({token: fc.constant('good-token')})),
      spoilt(fc.record({data: spoilt(fc.record({session_token: fc.constant('good-token')}))})),
      fc.constant('good-token'),
    ),
  );

  test('replies of a token provider', () =>
    fuzz(0.05, tokenText, async (text) => {
      let reply: unknown = text;
      try {
        reply = JSON.parse(text);
      } catch {
        // the bare text, then
      }
      const tokenProvider = () => reply as string;
      const token = await fetchToken({tokenProvider}, settings, never).catch(assertOurs);
      if (token) assert.match(token.token, /^[!-~]{8,}$/);
    }));

  test('replies of the token endpoint', async () => {
    const real = globalThis.fetch;
    try {
      await fuzz(0.05, fc.record({status, text: tokenText}), async ({status: code, text}) => {
        globalThis.fetch = sinon.fake.resolves(new Response(text, {status: code})) as typeof fetch;
        const token = await fetchToken({tokenUrl: '/api/token'}, settings, never).catch(assertOurs);
        if (!token) return;
        assert.isTrue(code < 300, `a token of a refusal: ${code}`);
        assert.match(token.token, /^[!-~]{8,}$/);
      });
    } finally {
      globalThis.fetch = real;
    }
  });

  test('addresses', () =>
    fuzz(
      0.12,
      fc.oneof(
        fc.webUrl({withFragments: true, withQueryParameters: true}),
        fc.string({unit: 'binary'}),
        fc
          .tuple(
            fc.constantFrom(
              'https:',
              'wss:',
              'http:',
              'ws:',
              'javascript:',
              'data:',
              'blob:',
              'file:',
              'ftp:',
              ' JaVa\tScript:',
            ),
            fc.constantFrom('//', '', '/\\', '////'),
            fc.constantFrom('', 'u@', 'u:p@', ':p@', '%00@', '@'),
            fc.constantFrom(
              'example.com',
              'localhost',
              'localhost.evil.com',
              '127.0.0.1',
              '127.1',
              '[::1]',
              '0x7f.1',
              '',
            ),
            fc.string({maxLength: 10}),
          )
          .map((parts) => parts.join('')),
      ),
      (url) => {
        try {
          const {protocol, hostname, username, password} = secureUrl(url, 'token-url');
          assert.equal(username + password, '');
          const isLoopback = /(^|\.)localhost$|^127\.\d+\.\d+\.\d+$|^\[::1\]$/.test(hostname);
          assert.isTrue(protocol === 'https:' || (protocol === 'http:' && isLoopback));
        } catch (error) {
          if (error instanceof AvatarError) assertOurs(error);
          else throw error;
        }
      },
    ));

  test('settings and strings', () =>
    fuzz(0.05, anything, (value) => {
      const words = new Localizer('en', [value as StringOverrides, STRINGS]);
      for (const key of Object.keys(STRINGS)) assert.isString(words.text(key as StringKey, 2));
      try {
        checkedSettings(value);
      } catch (error) {
        assertOurs(error);
      }
    }));

  test('attributes', async () => {
    const element = document.createElement('heygen-avatar');
    document.body.append(element);
    const names = (
      customElements.get('heygen-avatar') as unknown as {observedAttributes: string[]}
    ).observedAttributes
      // `autoplay` starts a session, which is another test; `poster` asks the server for what is not there.
      .filter((name) => name !== 'autoplay' && name !== 'poster');
    const value = fc.oneof(
      fc.string({unit: 'binary'}),
      fc.constantFrom(...Object.values(ENUMERATIONS).flat(), 'HIGH', ' low', 'vp8', 'true', 'constructor'),
      fc.constantFrom(null, '', 'javascript:alert(1)', '1e999', '-1', 'NaN', '<b>', '"'),
      jsonText(spoilt(fc.record({start: fc.string(), label: fc.string()}))),
    );
    try {
      await fuzz(
        0.06,
        fc.array(fc.tuple(fc.constantFrom(...names), value), {maxLength: 6}),
        async (changes) => {
          for (const [name, text] of changes) {
            if (text === null) element.removeAttribute(name);
            else element.setAttribute(name, text);
          }
          await element.updateComplete;
          assert.equal(element.state, 'idle');
          for (const [name, valid] of Object.entries(ENUMERATIONS)) {
            const set = element[name as keyof typeof ENUMERATIONS];
            assert.isTrue(set === null || valid.includes(set), `${name} is ${String(set)}`);
          }
          assert.isTrue(element.error === null || element.error.code === 'bad-config');
          assert.equal(element.shadowRoot?.querySelectorAll('[part=start-button]').length, 1);
          assert.equal(element.shadowRoot?.querySelectorAll('script, iframe, [onerror]').length, 0);
        },
      );
    } finally {
      element.remove();
    }
  });
});
