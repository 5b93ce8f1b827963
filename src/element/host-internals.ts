import type {SessionState} from '../session/session-state.js';

/** What assistive technology and CSS learn of an element beyond its attributes. */
export class HostInternals {
  readonly #internals: ElementInternals | undefined;
  /** The states that were set last. */
  #states = '';

  constructor(host: HTMLElement) {
    this.#internals = host.attachInternals?.();
  }

  /** Names the element for assistive technology. */
  label(name: string): void {
    this.#apply((internals) => Object.assign(internals, {role: 'group', ariaLabel: name}));
  }

  /**
   * Gives the element these states, for `:state(…)` in CSS. Each change has the browser look through all that the element shows, so
   * the same ones are not set again.
   */
  setStates(state: SessionState, others: Readonly<Record<string, boolean>>): void {
    const names = [state, ...Object.keys(others).filter((name) => others[name])];
    const written = names.join();
    if (this.#states === written) return;
    this.#states = written;
    this.#apply(({states}) => {
      states.clear();
      for (const name of names) states.add(name);
    });
  }

  /**
   * A browser or test environment may have no internals, no states, or states with other names: Chrome 90 to 124 takes only
   * names that begin with two dashes. The element then lacks only those.
   */
  #apply(change: (internals: ElementInternals) => unknown): void {
    try {
      if (this.#internals) change(this.#internals);
    } catch {
      // It goes on without.
    }
  }
}
