import {assert} from '@open-wc/testing';
import type {AvatarError} from '../../../src/session/errors/avatar-error.js';
import {secureSocketUrl, secureUrl} from '../../../src/session/util/url.js';

/** Good for a request, and good for a socket. */
const BOTH = [true, true] as const;
const SOCKET_ONLY = [false, true] as const;
const NEITHER = [false, false] as const;

suite('addresses that secrets may travel to', () => {
  for (const [url, [isHttp, isSocket]] of [
    ['https://far.example/token', BOTH],
    ['http://localhost:8080/token', BOTH],
    ['http://127.0.0.1/token', BOTH],
    ['http://[::1]/token', BOTH],
    ['http://shop.localhost/token', BOTH],
    ['wss://far.example', SOCKET_ONLY],
    ['ws://localhost:7880', SOCKET_ONLY],
    ['http://far.example/token', NEITHER],
    ['ws://far.example', NEITHER],
    ['http://localhost.far.example/token', NEITHER],
    ['https://user@far.example/token', NEITHER],
    ['https://user:word@far.example/token', NEITHER],
    ['javascript:alert(1)', NEITHER],
    ['data:application/json,{}', NEITHER],
    ['https://', NEITHER],
  ] as const) {
    test(`${url} ${isHttp ? 'is' : 'is not'} one for a request, and ${isSocket ? 'is' : 'is not'} one for a socket`, () => {
      assert.equal(
        isTaken(() => secureUrl(url, 'token-url')),
        isHttp,
      );
      assert.equal(
        isTaken(() => secureSocketUrl(url, 'the room')),
        isSocket,
      );
    });
  }

  test('a request may name an address of the page’s own', () => {
    assert.equal(
      secureUrl('/token', 'token-url', 'https://page.example/').href,
      'https://page.example/token',
    );
  });

  test('a refusal names the setting and says what it must be', () => {
    const refusal = refusalOf(() => secureUrl('http://far.example/token', 'token-url'));
    assert.equal(refusal?.code, 'bad-config');
    assert.equal(refusal?.message, 'token-url must begin with https://, so that the token stays secret.');
  });
});

function isTaken(read: () => URL): boolean {
  return refusalOf(read) === undefined;
}

function refusalOf(read: () => URL): AvatarError | undefined {
  try {
    read();
    return undefined;
  } catch (error) {
    return error as AvatarError;
  }
}
