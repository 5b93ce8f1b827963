import fc from 'fast-check';

/** What `npm run fuzz` asks for; the normal test run asks for nothing. */
declare global {
  interface Window {
    fuzzPlan?: {cases: number | null; seed: number | null};
  }
}

/** Pure logic is the same in every browser; in Firefox fewer cases show that nothing of it hangs on the other one. */
const DEFAULT_CASES = navigator.userAgent.includes('Firefox') ? 300 : 2_000;
const plan = window.fuzzPlan;
const all = plan?.cases ?? DEFAULT_CASES;

/** Time for all cases of one test, in ms. */
export const FUZZ_TIMEOUT = 15_000 + all * 20;

/** How many cases a test with that share of the whole has. */
export const casesOf = (share: number): number => Math.max(1, Math.round(all * share));

/**
 * Runs a property for its share of all cases. A failure's message names seed and path, with which `npm run fuzz -- CASES
 * SEED` finds it again. Errors and rejections that nobody catches fail it too.
 */
export async function fuzz<T>(
  share: number,
  arbitrary: fc.Arbitrary<T>,
  check: (value: T) => unknown,
): Promise<void> {
  const cases = casesOf(share);
  const strays: unknown[] = [];
  const onStray = (event: ErrorEvent | PromiseRejectionEvent) => {
    strays.push('reason' in event ? event.reason : event.error);
    event.preventDefault();
    event.stopImmediatePropagation();
  };
  addEventListener('error', onStray, {capture: true});
  addEventListener('unhandledrejection', onStray, {capture: true});
  let ran = 0;
  try {
    const property = fc.asyncProperty(arbitrary, async (value) => {
      ran++;
      await check(value);
      if (strays.length > 0) throw new Error('Nobody caught this.', {cause: strays.splice(0)[0]});
      if (Object.keys(Object.prototype).length > 0) throw new Error('Object.prototype was changed.');
    });
    const seed = plan?.seed;
    await fc.assert(property, {
      numRuns: cases,
      ...(seed === null || seed === undefined ? {} : {seed}),
      endOnFailure: all > DEFAULT_CASES,
    });
    await new Promise((resolve) => setTimeout(resolve)); // rejections are told after the task they came in
    if (strays.length > 0) throw new Error('Nobody caught this.', {cause: strays[0]});
    // The record's figures; the normal test run is silent.
    // oxlint-disable-next-line no-console
    if (plan) console.log(`${ran} cases`);
  } finally {
    removeEventListener('error', onStray, {capture: true});
    removeEventListener('unhandledrejection', onStray, {capture: true});
  }
}
