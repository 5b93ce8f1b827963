/** How long anything may take that a test waits for. */
export const LIMIT_MS = 20_000;

/** Rejects, saying what was waited for, when that takes too long. */
export async function within(promise, what, limitMs = LIMIT_MS) {
  let timer;
  const tooLate = new Promise((_, reject) => {
    const message = () => `Waited ${limitMs / 1000} s for ${typeof what === 'function' ? what() : what}.`;
    timer = setTimeout(() => reject(new Error(message())), limitMs);
  });
  try {
    return await Promise.race([promise, tooLate]);
  } finally {
    clearTimeout(timer);
  }
}

/** Resolves with what `look` finds, now or after one of the changes that an `EventEmitter` tells. */
export async function found(changes, look, what, limitMs) {
  let done;
  const result = new Promise((resolve) => {
    done = () => {
      const value = look();
      if (value) resolve(value);
    };
  });
  changes.on('change', done);
  done();
  try {
    return await within(result, what, limitMs);
  } finally {
    changes.off('change', done);
  }
}
