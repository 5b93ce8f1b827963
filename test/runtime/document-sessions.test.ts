import {assert} from '@open-wc/testing';
import sinon from 'sinon';
import {endEarlier, register} from '../../src/runtime/document-sessions.js';
import type {EndReason} from '../../src/session/session-state.js';
import {rejection} from '../support/waiting.js';

suite('sessions of one document', () => {
  let all: {end: sinon.SinonSpy; confirm: () => void}[];
  const {signal} = new AbortController();
  setup(() => (all = []));
  teardown(() => {
    for (const each of all) each.confirm();
    sinon.restore();
  });

  /** Registers an open session; the newest is the last. */
  function open(host: object, leaving: EndReason | null = null) {
    const {promise: stopConfirmed, resolve: confirm} = Promise.withResolvers<void>();
    const session = {host, leaving, end: sinon.spy(), session: {stopConfirmed}, confirm};
    register(session);
    all.push(session);
    return session;
  }
  const endings = () => all.map(({end}) => end.args.flat() as EndReason[]);

  test('only the earlier ones of the element, and those of others that nobody would miss, are ended first', async () => {
    const host = {};
    open({}, 'removed');
    open({}, 'hidden');
    open({}, 'stopped');
    open({});
    open(host);
    const next = open(host);
    open({}, 'removed');
    let isReady = false;
    const ready = endEarlier(next, signal).then(() => (isReady = true));
    assert.deepEqual(endings(), [['removed'], ['hidden'], ['stopped'], [], ['stopped'], [], []]);
    for (const each of [0, 1, 2, 4]) {
      await Promise.resolve();
      assert.isFalse(isReady);
      all[each]?.confirm();
    }
    await ready;
  });

  test('a stop that is not confirmed in time holds up its own element alone', async () => {
    const clock = sinon.useFakeTimers();
    const host = {};
    open({}, 'removed');
    const passes = endEarlier(open({}), signal);
    open(host);
    const fails = rejection(endEarlier(open(host), signal));
    await clock.tickAsync(20_000);
    await passes;
    assert.equal(((await fails) as {code: string}).code, 'timeout');
    clock.restore();
  });

  test('a session whose stop is confirmed is forgotten', async () => {
    open({}, 'removed').confirm();
    await Promise.resolve();
    await endEarlier(open({}), signal);
    assert.deepEqual(endings(), [[], []]);
  });
});
