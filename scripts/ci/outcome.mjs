/** What the runners print: `N passed, M failed`, `# pass N`, `N passing`. */
const PASSED = [/(\d+) passed/g, /# pass (\d+)/g, /(\d+) passing/g];
const FAILED = [/(\d+) failed/g, /# fail (\d+)/g, /(\d+) failing/g];

/** The first lines of a failure in the output of each runner, and how many lines of it to repeat. */
const FAILURE = /𐄂|^ *not ok|❌|^ {2}\d+\) /;
const FAILURE_LINES = 12;
const MOST_LINES = 120;
const LAST_LINES = 8;

/** The tests that a step's runner says have passed and failed: of each of its counts the last, which includes the others. */
export function countTests(output) {
  return {passed: lastOf(PASSED, output), failed: lastOf(FAILED, output)};
}

function lastOf(patterns, output) {
  return patterns.reduce((sum, pattern) => sum + Number([...output.matchAll(pattern)].at(-1)?.[1] ?? 0), 0);
}

/** The failing tests by name, with what they met, and the last lines. */
export function failuresOf(output) {
  const lines = output.trimEnd().split('\n');
  const named = lines.flatMap((line, at) => (FAILURE.test(line) ? lines.slice(at, at + FAILURE_LINES) : []));
  return [...named.slice(0, MOST_LINES), ...lastLines(output)];
}

/** The last lines of a step's output. */
export function lastLines(output) {
  return output.trimEnd().split('\n').slice(-LAST_LINES);
}
