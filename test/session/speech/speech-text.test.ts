import {assert} from '@open-wc/testing';
import {checkedText, LONGEST_TEXT} from '../../../src/session/speech/speech-text.js';

/** What templates and scripts without types pass where a text is missing. */
const NO_TEXT: unknown[] = [undefined, null, 5, NaN, true, [], {}, ['Hello'], () => 'Hello', '', ' \n\u200b'];

suite('checkedText', () => {
  for (const text of [...NO_TEXT, 'x'.repeat(LONGEST_TEXT + 1)]) {
    test(`refuses ${typeof text} ${JSON.stringify(text)?.slice(0, 20)} as bad-text`, () => {
      let thrown: unknown;
      try {
        checkedText(text as string);
      } catch (error) {
        thrown = error;
      }
      assert.propertyVal(thrown, 'code', 'bad-text');
    });
  }

  test('counts the longest text without the spaces around it', () => {
    assert.equal(LONGEST_TEXT, 5_000);
    assert.lengthOf(checkedText(`  ${'x'.repeat(LONGEST_TEXT)}\n`), LONGEST_TEXT);
  });
});
