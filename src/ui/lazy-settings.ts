import {isLive} from '../session/session-state.js';
import {lazily} from '../session/util/lazily.js';
import type {PanelState} from './state/panel-state.js';
import {hasSettings} from './views/settings-button.js';

const fetchSettings = lazily(() => import('./settings.js'));

/**
 * Loads the settings once a conversation has begun, which does not wait for them. After a failure they are loaded again when the
 * visitor opens them.
 */
export class LazySettings {
  readonly #state: PanelState;
  #isLoading = false;
  #hasFailed = false;

  constructor(state: PanelState) {
    this.#state = state;
  }

  /** Call it in each render. */
  follow(): void {
    const {host, settings, popups} = this.#state;
    const isWanted = this.#hasFailed
      ? popups.current === 'more'
      : isLive(host.state) && hasSettings(this.#state);
    if (settings || this.#isLoading || !isWanted) return;
    this.#isLoading = true;
    void this.#load().finally(() => (this.#isLoading = false));
  }

  async #load(): Promise<void> {
    const state = this.#state;
    try {
      const {VisitorSettings, settingsStyles} = await fetchSettings();
      state.adopt(settingsStyles);
      state.settings = new VisitorSettings(state);
    } catch {
      this.#hasFailed = true;
      if (state.popups.current !== 'more') return;
      state.popups.current = null;
      state.notice = 'actionFailed';
    }
    state.host.requestUpdate();
  }
}
