import base from './web-test-runner.config.mjs';

const number = (text) => (text ? Number(text) : null);
const plan = {cases: number(process.env.FUZZ_CASES), seed: number(process.env.FUZZ_SEED)};

/** The fuzz tests alone, with a count and a seed of one's own, and all the time that they need. */
export default {
  ...base,
  files: ['test/fuzz/*.test.ts', 'test/element/model.test.ts'],
  testsFinishTimeout: 60 * 60_000,
  testRunnerHtml: (framework) =>
    base
      .testRunnerHtml(framework)
      .replace('<body>', `<body><script>window.fuzzPlan = ${JSON.stringify(plan)}</script>`),
};
