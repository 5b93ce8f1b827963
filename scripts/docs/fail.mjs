/** Ends the run with one sentence for whoever started it. */
export function fail(message) {
  console.error(message);
  process.exit(1);
}
