import {assert} from '@open-wc/testing';

function failureOf(check: () => void): {message: string; actual?: unknown; expected?: unknown} {
  try {
    check();
  } catch (error) {
    return error as Error;
  }
  throw new Error('The check has not failed.');
}

suite('a failed assertion on an object of the browser', () => {
  test('reaches the runner, and its message names the element', () => {
    const element = document.createElement('p');
    element.id = 'first';
    element.append('its content');
    const {message, actual, expected} = failureOf(() =>
      assert.equal<unknown>(element, document.createElement('hr')),
    );
    assert.equal(message, 'expected <p id="first"></p> to equal <hr>');
    assert.deepEqual(structuredClone({actual, expected}), {actual: '<p id="first"></p>', expected: '<hr>'});
  });

  test('reaches the runner from within another object', () => {
    const {actual} = failureOf(() => assert.deepEqual<unknown>({element: document.body}, {}));
    assert.include(structuredClone(actual), '<body');
  });
});
