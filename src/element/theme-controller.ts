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
  #loading: Promise<void> | undefined;

  constructor(host: ThemedHost, styles: AdoptedStyles) {
    this.#host = host;
    this.#styles = styles;
    host.addController(this);
  }

  /** After a failure, the next update tries again. */
  hostUpdate(): void {
    if (this.#host.theme === 'clear') return;
    this.#loading ??= this.#load().catch(() => (this.#loading = undefined));
  }

  async #load(): Promise<void> {
    const {themeStyles} = await fetchThemes();
    for (const [name, css] of Object.entries(themeStyles)) {
      this.#styles.add([css, () => this.#host.theme === name]);
    }
    this.#host.requestUpdate();
  }
}
