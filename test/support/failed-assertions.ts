import {chai} from '@open-wc/testing';

/**
 * Loaded by the runner's page before the tests. The runner sends what a failed assertion has compared as a structured clone.
 * The browser refuses to clone a DOM node or a function; then no result arrives, and the runner waits for its time limit.
 * Here such a value becomes its text.
 */
chai.use(({Assertion}, util) => {
  // oxlint-disable-next-line typescript/unbound-method -- it is called with the assertion as its `this`
  const check = Assertion.prototype.assert;
  Assertion.prototype.assert = function (this: Chai.AssertionStatic, ...details) {
    try {
      check.apply(this, details);
    } catch (error) {
      if (error instanceof chai.AssertionError) makeSendable(error);
      throw error;
    }
  };

  function makeSendable(error: {message: string; actual?: unknown; expected?: unknown}): void {
    for (const side of ['actual', 'expected'] as const) {
      const value = error[side];
      if (canBeSent(value)) continue;
      const text = util.inspect(value);
      error[side] = briefly(value) ?? text;
      // The message of a comparison has the whole content of an element, or every property of another object.
      error.message = error.message.replaceAll(text, briefly(value) ?? text);
    }
  }
});

function canBeSent(value: unknown): boolean {
  try {
    structuredClone(value);
    return true;
  } catch {
    return false;
  }
}

/** A document in which no custom element runs its code. */
const inert = document.implementation.createHTMLDocument();

/** An element's own tag, or the type of another object of the browser's. */
function briefly(value: unknown): string | undefined {
  if (value instanceof Element) return inert.importNode(value).outerHTML;
  const type = Object.prototype.toString.call(value);
  return ['[object Object]', '[object Array]', '[object Function]'].includes(type) ? undefined : type;
}
