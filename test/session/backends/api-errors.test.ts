import {assert} from '@open-wc/testing';
import {type AvatarErrorCode, ERROR_MESSAGES} from '../../../src/session/errors/error-messages.js';
import {apiErrorOf} from '../../../src/session/backends/streaming/streaming-api-errors.js';

/** Status and body of a refused call, and the code that it becomes: the table of errors that clients know of. */
const PROBLEMS: [status: number, body: object | string, code: AvatarErrorCode][] = [
  [400, {code: 'constructor', message: 'a code that JavaScript knows'}, 'bad-request'],
  [400, '{"code": "__proto__"}', 'bad-request'],
  [400, {code: 10001, message: 'session state wrong: new'}, 'wrong-state'],
  [400, {code: 10002, message: 'session state wrong: connecting'}, 'wrong-state'],
  [400, {code: 10003, message: 'session state wrong: connected'}, 'wrong-state'],
  [400, {code: 10003, message: 'invalid avatar'}, 'avatar-not-found'],
  [400, {code: 10004, message: 'session state wrong: closing'}, 'wrong-state'],
  [400, {code: 10005, message: 'session state wrong: closed'}, 'session-not-found'],
  [404, {code: 10006, message: 'session not found'}, 'session-not-found'],
  [429, {code: 10007, message: 'concurrent limit reached'}, 'concurrency-limit'],
  [404, {code: 10012, message: 'avatar not found'}, 'avatar-not-found'],
  [403, {code: 10013, message: 'avatar not allowed'}, 'avatar-not-found'],
  [429, {code: 10014, message: 'session full'}, 'concurrency-limit'],
  [429, {code: 10015, message: 'trial api limit reached'}, 'no-credits'],
  [401, {code: 40102, message: 'unauthorized'}, 'unauthorized'],
  [401, {code: 400112, message: 'unauthorized'}, 'unauthorized'],
  [400, {code: 400006, message: 'session is not in correct state'}, 'wrong-state'],
  [400, {code: 400009, message: 'tts provider'}, 'speech-failed'],
  [400, {code: 400014, message: 'avatar version is deprecated'}, 'avatar-not-found'],
  [429, {code: 400123, message: 'rate limit exceeded'}, 'rate-limited'],
  [400, {code: 40012, message: 'missing parameter'}, 'bad-request'],
  [400, {code: 400128, message: 'invalid parameter'}, 'bad-request'],
  [400, {code: 40001, message: 'invalid parameter'}, 'bad-request'],
  [400, {code: 40009, message: 'invalid credentials'}, 'unauthorized'],
  [403, {code: 400573, message: 'permission denied'}, 'forbidden'],
  [403, {code: 400599, message: 'tier lacks API access'}, 'forbidden'],
  [403, {code: 400631, message: 'user blocked'}, 'forbidden'],
  [400, {message: 'quota not enough'}, 'no-credits'],
  [410, {code: 'endpoint_sunset'}, 'retired'],
  [400, {error: 'endpoint_sunset'}, 'retired'],
  [402, '', 'no-credits'],
  [422, {detail: 'field required'}, 'bad-request'],
  [429, '', 'rate-limited'],
  [500, '<html>', 'server-error'],
  [503, {}, 'server-error'],
  [404, '<html>not here</html>', 'protocol'],
];

suite('problemOf', () => {
  for (const [status, body, code] of PROBLEMS) {
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    test(`${status} ${text} is ${code}`, () => {
      const error = apiErrorOf({status, ok: false, text, retryAfterMs: 7});
      assert.equal(error.code, code);
      assert.equal(error.status, status);
      assert.equal(error.retryAfterMs, 7);
      assert.equal(error.message, ERROR_MESSAGES[code]);
    });
  }

  test('the server’s own words are kept as the cause, cut to a sane length', () => {
    const text = JSON.stringify({code: 40001, message: 'x'.repeat(1000)});
    const {cause} = apiErrorOf({status: 400, ok: false, text, retryAfterMs: undefined});
    assert.equal((cause as Error).message, `40001: ${'x'.repeat(200)}`);
  });

  test('a body of any form is survived', () => {
    for (const text of ['', 'null', '[]', '{"code":{}}', '{"message":5}', '"x"', '{"code":1e999}']) {
      assert.equal(apiErrorOf({status: 400, ok: false, text, retryAfterMs: undefined}).code, 'bad-request');
    }
  });
});

suite('AvatarError', () => {
  test('every code has a sentence that ends like one', () => {
    for (const sentence of Object.values(ERROR_MESSAGES)) assert.match(sentence, /^[A-Z].{20,}[.]$/);
  });
});
