import assert from 'node:assert/strict';
import {test} from 'node:test';
import {inspect} from 'node:util';
import {createTokenHandler} from 'heygen-avatar/token-server';
import {handler, KEY} from './fake-api.mjs';

/** Options that cannot work throw a sentence that says what to write. */

for (const options of [undefined, null, [], 'liveavatar', 5]) {
  test(`createTokenHandler(${inspect(options)}) shows what to write`, () => {
    assert.throws(
      () => createTokenHandler(options),
      /^Error: createTokenHandler needs options\. Write createTokenHandler\(\{backend/,
    );
  });
}

const LIMIT = (rateLimit) => ({rateLimit});

for (const [options, words] of [
  [{backend: undefined}, /^backend: write backend: "liveavatar"/],
  [{backend: 'heygen'}, /^backend: write backend: "liveavatar"/],
  [{backend: 'toString'}, /^backend: write/],
  [{apiKey: undefined}, /apiKey: is the environment/],
  [{apiKey: ''}, /apiKey: is the environment/],
  [{apiKey: 'sk-secret\n'}, /line break/],
  [{apiKey: 12345}, /no API key has/],
  [{allowedOrigins: undefined}, /^allowedOrigins: write an array/],
  [{allowedOrigins: 'https://shop.example'}, /^allowedOrigins: write an array/],
  [{allowedOrigins: []}, /^allowedOrigins: write an array/],
  [{allowedOrigins: [undefined]}, /^allowedOrigins: write an array/],
  [{allowedOrigins: [5]}, /^allowedOrigins: write an array/],
  [{allowedOrigins: ['*']}, /"\*" is not an origin/],
  [{allowedOrigins: ['https://shop.example/']}, /not an origin/],
  [{allowedOrigins: ['https://*.shop.example']}, /not an origin/],
  [{allowedOrigins: ['null']}, /"null" is not an origin/],
  [{allowedOrigins: ['file://']}, /not an origin/],
  [{allowedOrigins: ['file:///app']}, /not an origin/],
  [{allowedOrigins: ['tauri://*']}, /not an origin/],
  [{allowedOrigins: ['tauri://localhost/']}, /not an origin/],
  [{allowedOrigins: ['tauri:localhost']}, /not an origin/],
  [{allowedOrigins: ['data:text/html,hello']}, /not an origin/],
  [{settings: 'avatar'}, /^settings: write an object/],
  [{settings: []}, /^settings: write an object/],
  [{allow: 'language'}, /^allow: write an array/],
  [LIMIT(5), /^rateLimit: write an object, such as rateLimit: \{max: 5\}/],
  [LIMIT(true), /^rateLimit: write an object/],
  [LIMIT([]), /^rateLimit: write an object/],
  [LIMIT(null), /^rateLimit: write an object/],
  [LIMIT({max: NaN}), /^rateLimit\.max: write how many/],
  [LIMIT({max: '10'}), /^rateLimit\.max: write how many/],
  [LIMIT({max: 0}), /^rateLimit\.max: write how many/],
  [LIMIT({maxTotal: Infinity}), /^rateLimit\.maxTotal: write how many/],
  [LIMIT({windowMs: -1}), /^rateLimit\.windowMs: write a number/],
  [LIMIT({windowMs: NaN}), /^rateLimit\.windowMs: write a number/],
  [LIMIT({store: {}}), /^rateLimit\.store: write an object with a function hit/],
  [LIMIT({addressOf: 'ip'}), /^rateLimit\.addressOf: write a function/],
  [LIMIT({limit: 5}), /^rateLimit\.limit is not an option.*max, maxTotal/],
  [{trustedProxies: true}, /^trustedProxies: write the number/],
  [{trustedProxies: -1}, /^trustedProxies: write the number/],
  [{trustedProxies: NaN}, /^trustedProxies: write the number/],
  [{path: 'api/avatar-token'}, /^path: write the path/],
  [{path: 'https://shop.example/api'}, /^path: write the path/],
  [{path: '/api?x'}, /^path: write the path/],
  [{path: '/a/../b'}, /^path: write the path/],
  [{requireStopTicket: 'yes'}, /^requireStopTicket: write/],
  [{backend: 'streaming', requireStopTicket: true}, /for liveavatar/],
  [{onError: 'log'}, /^onError: write a function/],
  [{fetch: {}}, /^fetch: write a function/],
  [{timeoutMs: NaN}, /^timeoutMs: write a number/],
  [{timeoutMs: '10s'}, /^timeoutMs: write a number/],
  [{timeoutMs: 2 ** 31}, /^timeoutMs: write a number/],
  [{origins: ['https://shop.example']}, /^origins is not an option.*allowedOrigins/],
  [{ratelimit: false}, /^ratelimit is not an option.*rateLimit/],
]) {
  test(`createTokenHandler throws for ${inspect(options)} and says what to write`, () => {
    assert.throws(
      () => handler(options),
      (error) => error.constructor === Error && words.test(error.message) && !error.message.includes(KEY),
    );
  });
}

for (const [apiUrl, words] of [
  ['api.example.com', /not a URL/],
  ['', /not a URL/],
  ['http://gateway.example.com', /must begin with https/],
  ['http://gateway', /must begin with https/],
  ['http://10.0.0.1', /must begin with https/],
  ['http://localhost.evil.example', /must begin with https/],
  ['http://127.0.0.1.evil.example', /must begin with https/],
  ['http://[::2]', /must begin with https/],
  ['ftp://gateway.example.com', /must begin with https/],
  ['data:text/plain,hello', /must begin with https/],
  ['ws://localhost', /must begin with https/],
  ['javascript:0', /must begin with https/],
  ['blob:https://gateway.example.com/1', /must begin with https/],
  ['https://me:secret@gateway.example.com', /user name or password/],
  ['http://localhost@evil.example', /user name or password/],
  ['https://gateway.example.com?tenant=1', /query or a fragment/],
  ['https://gateway.example.com/#', /query or a fragment/],
]) {
  test(`the API key is not for apiUrl ${apiUrl}`, () => {
    assert.throws(
      () => handler({apiUrl}),
      ({message}) => message.startsWith('apiUrl: ') && words.test(message) && !message.includes('secret@'),
    );
  });
}

for (const apiUrl of [
  'https://gateway.example.com/heygen/',
  'http://localhost:3000',
  'http://api.localhost',
  'http://127.0.0.1:8080',
  'http://[::1]:8080',
  undefined,
]) {
  test(`apiUrl may be ${apiUrl}`, () => {
    assert.equal(typeof handler({apiUrl}), 'function');
  });
}
