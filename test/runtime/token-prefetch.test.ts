import {assert} from '@open-wc/testing';
import {stub, useFakeTimers} from 'sinon';
import {TokenPrefetch} from '../../src/runtime/token-prefetch.js';
import type {AvatarError} from '../../src/session/errors/avatar-error.js';
import type {TokenReply} from '../../src/session/token/session-token.js';
import {startOnServer} from '../support/start-on-server.js';
import {place, sandbox, useSandbox} from '../support/test-elements.js';
import {rejection, until} from '../support/waiting.js';

suite('TokenPrefetch', () => {
  useSandbox();

  /** The prefetch of an element whose token comes from `provide`. */
  function prefetchOf(
    provide: () => TokenReply | Promise<TokenReply>,
    attributes: Record<string, string> = {},
  ): TokenPrefetch {
    const element = place({'token-url': '', ...attributes});
    element.tokenProvider = provide;
    return new TokenPrefetch(element);
  }

  for (const [apiUrl, what] of [
    ['https://other.example/', 'that the page has not permitted'],
    ['http://other.example/', 'that is not secure'],
  ] as const) {
    test(`an api-url ${what} gets no token, since none is requested`, async () => {
      let requests = 0;
      const prefetch = prefetchOf(() => `token-number-${++requests}`, {'api-url': apiUrl});
      const error = (await rejection(prefetch.fetch())) as AvatarError;
      assert.deepEqual([error.code, requests], ['bad-config', 0]);
    });
  }

  test('a session that the server starts ahead, and whose reply comes too late, is stopped', async () => {
    const clock = useFakeTimers({toFake: ['setTimeout', 'clearTimeout'], shouldAdvanceTime: true});
    try {
      const reply = await startOnServer();
      const answer = Promise.withResolvers<TokenReply>();
      const fetching = prefetchOf(() => answer.promise).fetch();
      clock.tick(15_000);
      assert.isUndefined(await fetching);
      assert.equal(sandbox.openSessions, 1);
      answer.resolve(reply);
      await until(() => sandbox.openSessions === 0);
    } finally {
      clock.restore();
    }
  });

  test('a session that the server starts ahead without a token of it is reported to stop-url', async () => {
    const {session_token: _, ...reply} = await startOnServer();
    const beacon = stub(navigator, 'sendBeacon').returns(true);
    try {
      const provide = () => ({...reply, stop_ticket: 'ticket-1'});
      assert.isUndefined(await prefetchOf(provide, {'stop-url': '/api/avatar-token/stop'}).fetch());
      const bodies = beacon.args.map(([, body]) => JSON.parse(body as string) as unknown);
      assert.deepEqual(bodies, [{session_id: reply['session_id'], stop_ticket: 'ticket-1'}]);
    } finally {
      beacon.restore();
    }
  });
});
