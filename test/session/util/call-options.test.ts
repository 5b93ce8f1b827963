import {assert} from '@open-wc/testing';
import {callOptions} from '../../../src/session/util/call-options.js';

suite('callOptions', () => {
  test('takes what a page may leave out for nothing', () => {
    for (const none of [undefined, null]) assert.deepEqual(callOptions(none), {});
    const {signal} = new AbortController();
    for (const each of [signal, null, undefined]) {
      assert.equal(callOptions({signal: each as AbortSignal | undefined}).signal, each);
    }
  });

  for (const [what, signal] of Object.entries({
    'a controller': new AbortController(),
    'a text': 'x',
    'a number': 0,
  })) {
    test(`refuses ${what} in the place of a signal, and says what to give`, () => {
      try {
        callOptions({signal: signal as unknown as AbortSignal});
        assert.fail('did not throw');
      } catch (error) {
        assert.propertyVal(error, 'code', 'bad-config');
        assert.match(String(error), /controller\.signal/);
      }
    });
  }
});
