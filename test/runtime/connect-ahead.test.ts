import {assert} from '@open-wc/testing';
import {useFakeTimers, type SinonFakeTimers} from 'sinon';
import {ConnectAhead} from '../../src/runtime/connect-ahead.js';
import {SANDBOX_ORIGIN, SANDBOX_TOKEN_URL} from '../../src/sandbox/sandbox-address.js';
import {lastHosts} from '../../src/session/last-hosts.js';
import type {TokenProvider} from '../../src/session/token/session-token.js';

const HOST = {
  tokenUrl: 'https://owner.example/api/token' as string | null,
  tokenCredentials: 'same-origin' as RequestCredentials,
  tokenProvider: null as TokenProvider | null,
  backend: 'auto' as 'auto' | 'streaming' | 'liveavatar' | 'sandbox',
  apiUrl: null as string | null,
  baseURI: 'https://site.example/',
  allowedHosts: ['owner.example', 'proxy.example'],
  preload: 'intent',
  extras: {isPermitted: true},
};
const TOKEN = 'https://owner.example anonymous';
const LIVEAVATAR = 'https://api.liveavatar.com anonymous';
const HEYGEN = 'https://api.heygen.com anonymous';
const ROOM = 'https://room.example anonymous';
/** What a session of the page was connected to. */
const LAST = {backend: 'streaming', apiUrl: 'https://api.heygen.com', roomUrl: 'wss://room.example'};

suite('ConnectAhead', () => {
  let clock: SinonFakeTimers;
  let opened: string[];

  setup(() => {
    clock = useFakeTimers();
    opened = [];
    // Node has no page: none of these has a head with an entry.
    Object.assign(globalThis, {Document: Event, document: {}, HTMLHeadElement: Event});
  });
  teardown(() => {
    clock.restore();
    for (const name of ['backend', 'apiUrl', 'roomUrl'] as const) delete lastHosts[name];
    for (const name of ['Document', 'document', 'HTMLHeadElement']) Reflect.deleteProperty(globalThis, name);
  });

  const open = (properties: Partial<typeof HOST> = {}) =>
    new ConnectAhead({...HOST, ...properties}, (origin, mode) => opened.push(`${origin} ${mode}`));
  const onIntent = (properties: Partial<typeof HOST> = {}) => {
    opened = [];
    open(properties).onIntent();
    return opened;
  };
  const onPermission = (properties: Partial<typeof HOST> = {}) => {
    opened = [];
    open(properties).onPermission();
    return opened;
  };

  test('on intent, connects to the owner’s server alone: the page has permitted nothing of HeyGen yet', () => {
    assert.deepEqual(onIntent(), [TOKEN]);
  });

  test('once the page has permitted it, connects to the API too: the one that is known, or LiveAvatar’s', () => {
    assert.deepEqual(onPermission(), [TOKEN, LIVEAVATAR]);
    assert.deepEqual(onPermission({backend: 'streaming'}), [TOKEN, HEYGEN]);
    assert.deepEqual(onPermission({apiUrl: 'https://proxy.example/heygen'}), [
      TOKEN,
      'https://proxy.example anonymous',
    ]);
    opened = [];
    open().onPermission('streaming');
    assert.deepEqual(opened, [HEYGEN], 'a token that is there says whose it is');
  });

  test('after a session of the page, connects to its API and its LiveKit server on intent', () => {
    Object.assign(lastHosts, LAST, {roomUrl: 'wss://room.example/path?access_token=secret'});
    assert.deepEqual(onIntent(), [TOKEN, HEYGEN, ROOM]);
    assert.deepEqual(onPermission({backend: 'liveavatar'}), [TOKEN, LIVEAVATAR, ROOM]);
  });

  test('on intent, connects to no API that the page’s last session has not used', () => {
    Object.assign(lastHosts, LAST);
    assert.deepEqual(onIntent({backend: 'liveavatar'}), [TOKEN]);
    assert.deepEqual(onIntent({apiUrl: 'https://proxy.example/heygen'}), [TOKEN]);
    lastHosts.apiUrl = SANDBOX_ORIGIN;
    assert.deepEqual(onIntent(), [TOKEN]);
  });

  test('connects to nothing before a required consent, with preload="none", or for the sandbox', () => {
    Object.assign(lastHosts, LAST);
    assert.deepEqual(onIntent({extras: {isPermitted: false}}), []);
    assert.deepEqual(onIntent({preload: 'none'}), []);
    assert.deepEqual(onIntent({backend: 'sandbox'}), []);
    assert.deepEqual(onPermission({backend: 'sandbox'}), []);
    assert.deepEqual(onPermission({extras: {isPermitted: false}}), [], 'it may be withdrawn meanwhile');
    lastHosts.roomUrl = SANDBOX_ORIGIN.replace('http', 'ws');
    assert.deepEqual(onPermission({tokenUrl: SANDBOX_TOKEN_URL, apiUrl: SANDBOX_ORIGIN}), []);
  });

  test('a page that gets its tokens in another way has no connection to its token-url', () => {
    assert.deepEqual(onIntent({tokenProvider: () => Promise.resolve('a-token')}), []);
    assert.deepEqual(onIntent({tokenUrl: null}), []);
  });

  test('connects to nothing that may not be asked for a token, or is not encrypted', () => {
    Object.assign(lastHosts, {apiUrl: 'https://api.liveavatar.com', roomUrl: 'ws://room.example'});
    assert.deepEqual(
      onIntent({tokenUrl: 'https://stranger.example/', apiUrl: 'https://stranger.example/'}),
      [],
    );
    assert.deepEqual(onIntent({tokenUrl: 'http://owner.example/'}), [LIVEAVATAR]);
    assert.deepEqual(onIntent({tokenUrl: 'not an address:', apiUrl: 'https://'}), []);
  });

  test('a request with cookies takes a connection of its own kind', () => {
    assert.deepEqual(onIntent({tokenCredentials: 'include'}), ['https://owner.example use-credentials']);
  });

  test('connects again once the browser may have dropped an unused connection, and not before', () => {
    const ahead = open();
    for (let count = 0; count < 3; count++) ahead.onIntent();
    assert.deepEqual(opened, [TOKEN]);
    clock.tick(10_000);
    ahead.onIntent();
    assert.deepEqual(opened, [TOKEN, TOKEN]);
  });
});
