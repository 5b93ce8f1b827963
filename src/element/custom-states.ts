/** Gives an element these states, for `:state(…)` in CSS. A browser or test environment that has none loses only those. */
export function setStates(internals: ElementInternals | undefined, names: readonly (string | false)[]): void {
  try {
    const states = internals?.states;
    states?.clear();
    for (const name of names) if (name) states?.add(name);
  } catch {
    // Chrome 90 to 124 takes only names that begin with two dashes.
  }
}
