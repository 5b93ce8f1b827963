import {assert} from '@open-wc/testing';
import {AvatarError} from '../../src/session/errors/avatar-error.js';
import type {SessionSettings} from '../../src/session/settings/session-settings.js';
import {post, startOnServer} from '../support/start-on-server.js';
import {make, sandbox, useSandbox} from '../support/test-sessions.js';
import {rejection, until} from '../support/waiting.js';

/** The calls that the page itself has made since. */
const callsAfter = (before: number) => sandbox.requests.slice(before).map(({endpoint}) => endpoint);

suite('AvatarSession: a session that the server has started', () => {
  useSandbox();

  test('goes live without a start call, is kept alive and stopped by its token', async () => {
    const reply = await startOnServer();
    const before = sandbox.requests.length;
    const session = make({tokenProvider: () => ({data: reply}), backend: 'streaming'});
    await session.start();
    assert.equal(session.info?.id, reply['session_id']);
    assert.equal(session.info?.backend, 'liveavatar');
    await session.keepAlive();
    await session.stop();
    assert.deepEqual(callsAfter(before), ['sessions/keep-alive', 'sessions/stop']);
    assert.equal(sandbox.openSessions, 0);
  });

  test('without a token, the page leaves stopping and keeping alive to the server', async () => {
    const {session_token: _, ...reply} = await startOnServer();
    const before = sandbox.requests.length;
    const session = make({tokenProvider: () => ({...reply, stop_ticket: 'ticket-1'})});
    await session.start();
    assert.equal(session.stopTicket, 'ticket-1');
    assert.equal(((await rejection(session.keepAlive())) as AvatarError).code, 'bad-config');
    await session.stop();
    assert.deepEqual(callsAfter(before), []);
  });

  for (const ws_url of [
    'ws://lite.example/',
    'wss://user:hush@lite.example/',
    'ftp://lite.example/',
    'wss://',
  ]) {
    test(`one whose ws_url is ${ws_url} is not joined, and stopped`, async () => {
      const reply = await startOnServer();
      const session = make({tokenProvider: () => ({...reply, ws_url})});
      const error = (await rejection(session.start())) as AvatarError;
      assert.deepEqual([error.code, error.message.slice(0, 6)], ['bad-config', 'ws_url']);
      assert.notInclude(error.message, 'hush');
      await until(() => sandbox.openSessions === 0);
    });
  }

  test('no token, and so no session, is requested where the page could not stop it', async () => {
    let requests = 0;
    const tokenProvider = () => `token-number-${++requests}`;
    const session = make({tokenProvider, apiUrl: 'http://other.example/'});
    assert.propertyVal(await rejection(session.start()), 'code', 'bad-config');
    assert.equal(requests, 0);
  });

  test('one is stopped all the same where the page throws when it is told of it', async () => {
    const thrown = new Error('a mistake of the page');
    const {onerror} = window;
    const told = new Promise<unknown>((resolve) => {
      // In place of the test runner's, which would fail the test.
      const onError: OnErrorEventHandler = (_text, _file, _line, _column, error) => {
        resolve(error);
        return true;
      };
      Object.assign(window, {onerror: onError});
    });
    const reply = await startOnServer();
    const session = make({
      tokenProvider: () => reply,
      onStartedByServer: () => {
        throw thrown;
      },
    });
    try {
      await session.start();
      assert.equal(await told, thrown);
    } finally {
      Object.assign(window, {onerror});
    }
    await session.stop();
    assert.equal(sandbox.openSessions, 0);
  });

  test('one that arrives after the start was given up is stopped', async () => {
    const reply = await startOnServer();
    const answer = Promise.withResolvers<Record<string, unknown>>();
    const asked = Promise.withResolvers<void>();
    const tokenProvider = () => {
      asked.resolve();
      return answer.promise;
    };
    const session = make({tokenProvider});
    const starting = rejection(session.start());
    await asked.promise;
    await session.stop();
    await starting;
    assert.equal(sandbox.openSessions, 1);
    answer.resolve(reply);
    await until(() => sandbox.openSessions === 0);
  });

  test('one whose start is given up before the room is joined is stopped', async () => {
    const reply = await startOnServer();
    const session = make({tokenProvider: () => reply});
    session.addEventListener('avatar-progress', ({step}) => void (step === 'session' && session.stop()));
    await rejection(session.start());
    await until(() => sandbox.openSessions === 0);
  });
});

suite('AvatarSession: an earlier conversation that the API does not take', () => {
  useSandbox();

  test('the session starts without it, and in the given language', async () => {
    const asked: SessionSettings[] = [];
    const session = make({
      settings: {memory: {prev_session_id: 'empty'}, language: 'de'},
      tokenProvider: async ({settings}) => {
        asked.push(settings);
        if (settings.memory) throw new AvatarError('bad-request', 'Refused.', {status: 400});
        return post('/api/liveavatar-token');
      },
    });
    await session.start();
    assert.deepEqual(
      asked.map(({memory, language}) => [memory !== undefined, language]),
      [
        [true, 'de'],
        [false, 'de'],
      ],
    );
  });
});
