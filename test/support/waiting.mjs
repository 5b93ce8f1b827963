/** How long a test waits for anything, unless it says otherwise. */
export const LIMIT_MS = 20_000;

/** Rejects, and names what did not come (text, or a function that gives text), when a promise takes too long. */
export async function withTimeout(promise, what, limitMs = LIMIT_MS) {
  let timer;
  const timeout = new Promise((_, reject) => {
    const message = () => `Waited ${limitMs / 1000} s for ${typeof what === 'function' ? what() : what}.`;
    timer = setTimeout(() => reject(new Error(message())), limitMs);
  });
  try {
    return await Promise.race([promise, timeout]);
  } finally {
    clearTimeout(timer);
  }
}

/** Polls a condition that no event announces; it may be asynchronous. */
export async function until(isTrue, what, limitMs = LIMIT_MS) {
  const polling = new AbortController();
  const poll = async () => {
    while (!polling.signal.aborted && !(await isTrue()))
      await new Promise((resolve) => setTimeout(resolve, 20));
  };
  try {
    await withTimeout(poll(), what, limitMs);
  } finally {
    polling.abort();
  }
}

/** Resolves with the first truthy value of `look`, which is called now and after each `change` of an `EventEmitter`. */
export async function untilChange(changes, look, what, limitMs) {
  let onChange;
  const result = new Promise((resolve) => {
    onChange = () => {
      const value = look();
      if (value) resolve(value);
    };
  });
  changes.on('change', onChange);
  onChange();
  try {
    return await withTimeout(result, what, limitMs);
  } finally {
    changes.off('change', onChange);
  }
}
