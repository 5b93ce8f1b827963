import assert from 'node:assert/strict';
import {after, test} from 'node:test';
import {startRig} from './rig.mjs';

/**
 * Returns the `test` of one file: each test gets the file's rig, which the first of them starts. After each test its pages are
 * closed and its rooms ended; the test fails if a page has an uncaught error. A test that is slow, because it waits for a limit
 * or repeats what runs on the other back end or in another file, is skipped where `LIVEKIT_QUICK` is set.
 */
export function testsOn(options) {
  let starting;
  after(async () => (await starting)?.stop());
  return (name, body, {isSlow = false} = {}) =>
    void test(name, {skip: isSlow && process.env.LIVEKIT_QUICK ? 'slow' : false}, async () => {
      starting ??= startRig(options);
      const rig = await starting;
      try {
        await body(rig);
        for (const {errors} of rig.pages) assert.deepEqual(errors, []);
      } finally {
        await rig.reset();
      }
    });
}

/** The `test` for what is skipped where `LIVEKIT_QUICK` is set. */
export const inLongRun = (test) => (name, body) => test(name, body, {isSlow: true});

/** The `test` for one of two back ends that take the same way: where `LIVEKIT_QUICK` is set, it skips all but the `quick` one. */
export const onBackend =
  (test, {name, quick}) =>
  (title, body, {isSlow = false} = {}) =>
    test(`${name}: ${title}`, body, {isSlow: isSlow || name !== quick});
