import type {ReactiveController, ReactiveControllerHost} from 'lit';
import {lazily} from '../session/util/lazily.js';
import type {AdoptedStyles} from './adopted-styles.js';
import type {Theme} from './display-properties.js';

const fetchThemes = lazily(() => import('../ui/themes.js'));

interface ThemedHost extends ReactiveControllerHost {
  readonly theme: Theme;
}

/** Loads the themes beside the default one, once an attribute asks for one. Until then the avatar has the default. */
export class ThemeController implements ReactiveController {
  readonly #host: ThemedHost;
  readonly #styles: AdoptedStyles;
  #isLoading = false;

  constructor(host: ThemedHost, styles: AdoptedStyles) {
    this.#host = host;
    this.#styles = styles;
  }

  /** After a failure, the next update tries again. */
  hostUpdate(): void {
    if (this.#host.theme === 'clear' || this.#isLoading) return;
    this.#isLoading = true;
    this.#load().catch(() => (this.#isLoading = false));
  }

  async #load(): Promise<void> {
    const {themeStyles} = await fetchThemes();
    for (const [name, css] of Object.entries(themeStyles)) {
      this.#styles.add([css, () => this.#host.theme === name]);
    }
    this.#host.requestUpdate();
  }
}
