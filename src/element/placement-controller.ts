import type {CSSResult, ReactiveController, ReactiveControllerHost, TemplateResult} from 'lit';
import type {SessionState} from '../session/session-state.js';
import {dismissal} from '../ui/state/dismissal.js';
import type {Floating} from '../ui/floating.js';
import type {Localizer} from '../ui/locales/localizer.js';
import type {MiniPlayer} from '../ui/mini-player.js';
import type {Strings} from '../ui/locales/strings.js';

interface PlacementHost extends ReactiveControllerHost, HTMLElement {
  readonly words: Localizer;
  readonly poster: string | null;
  readonly state: SessionState;
  readonly miniPlayer: boolean;
  readonly mode: 'inline' | 'floating';
  open: boolean;
}

interface PlacementHandlers {
  /** The look and the words of a place have arrived. */
  onLoaded(styles: CSSResult, strings?: Strings): void;
  /** The avatar is small in a corner now, or is not any more. */
  onMini(): void;
  onFailed(error: unknown): void;
}

/** Where else than in its place the avatar is shown: the code of each is fetched once an attribute asks for it. */
export class PlacementController implements ReactiveController {
  readonly #host: PlacementHost;
  readonly #handlers: PlacementHandlers;
  readonly #asked = new Set<'floating' | 'mini'>();
  #floating: Floating | undefined;
  #miniPlayer: MiniPlayer | undefined;

  constructor(host: PlacementHost, handlers: PlacementHandlers) {
    this.#host = host;
    this.#handlers = handlers;
    host.addController(this);
  }

  /** The small picture in a corner, while it is shown. */
  get mini(): MiniPlayer | null {
    return this.#miniPlayer?.isMini ? this.#miniPlayer : null;
  }

  /** Whether the visitor has closed or hidden it in this visit: then only he, or a start, opens it again. */
  get isDismissed(): boolean {
    return this.#host.mode === 'floating' && dismissal() !== null;
  }

  hostUpdate(): void {
    if (this.#host.mode === 'floating') this.#ask('floating', () => this.#loadFloating());
    if (this.#host.miniPlayer) this.#ask('mini', () => this.#loadMini());
  }

  hostUpdated(): void {
    this.#miniPlayer?.follow();
  }

  /** The frame in its place of this moment. */
  render(frame: TemplateResult): TemplateResult {
    return this.#host.mode === 'floating' && this.#floating ? this.#floating.render(frame) : frame;
  }

  /** After a floating avatar was opened or closed. */
  moveFocus(): void {
    this.#floating?.moveFocus();
  }

  #ask(place: 'floating' | 'mini', load: () => Promise<void>): void {
    if (this.#asked.has(place)) return;
    this.#asked.add(place);
    load().catch((error: unknown) => this.#handlers.onFailed(error));
  }

  async #loadFloating(): Promise<void> {
    if (this.isDismissed && this.#host.state === 'idle') this.#host.open = false;
    const [{Floating, floatingStyles}, {STRINGS}] = await Promise.all([
      import('../ui/floating.js'),
      import('../ui/locales/strings.js'),
    ]);
    this.#floating = new Floating(this.#host);
    this.#handlers.onLoaded(floatingStyles, STRINGS);
  }

  async #loadMini(): Promise<void> {
    const {MiniPlayer, miniPlayerStyles} = await import('../ui/mini-player.js');
    this.#miniPlayer = new MiniPlayer(this.#host, () => this.#handlers.onMini());
    this.#handlers.onLoaded(miniPlayerStyles);
  }
}
