/** The value below which this share of the numbers lies. */
export function quantile(numbers, share) {
  const sorted = numbers.toSorted((a, b) => a - b);
  const at = (sorted.length - 1) * share;
  const below = sorted[Math.floor(at)];
  return below + (sorted[Math.ceil(at)] - below) * (at % 1);
}

/** Median and quartiles. */
export function spread(numbers) {
  return {median: quantile(numbers, 0.5), low: quantile(numbers, 0.25), high: quantile(numbers, 0.75)};
}
