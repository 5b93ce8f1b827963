import type {ReactiveController, TemplateResult} from 'lit';
import type {Style} from './adopted-styles.js';
import type {Theme} from './display-properties.js';
import type {FramePieces} from '../ui/frame-pieces.js';
import {lazily} from '../session/util/lazily.js';
import {dismissal} from '../ui/state/dismissal.js';
import {isFilm} from '../ui/poster-kind.js';
import type {Floating, FloatingHost} from '../ui/floating.js';
import type {MiniPlayer, MiniPlayerHost} from '../ui/mini-player.js';
import type {StringOverrides} from '../ui/locales/strings.js';

const fetchFloating = lazily(() => import('../ui/floating.js'));
const fetchMiniPlayer = lazily(() => import('../ui/mini-player.js'));
const fetchThemes = lazily(() => import('../ui/themes.js'));
const fetchPosterFilm = lazily(() => import('../ui/poster-film.js'));

type Piece = 'floating' | 'mini' | 'film' | 'themes';

interface PlacementHost extends FloatingHost, MiniPlayerHost {
  readonly theme: Theme;
}

interface PlacementHandlers {
  /** The code of a placement is loaded: its styles, and the texts that it needs. */
  onLoaded(styles: readonly Style[], strings?: StringOverrides): void;
  /** The mini player has opened or closed. */
  onMini(): void;
  onFailed(error: unknown): void;
}

/**
 * Shows the avatar inline, floating or in a mini player. Loads the code of each once an attribute asks for it, and so the themes
 * and what plays a film; that of the mini player, which is for a conversation, with the first start.
 */
export class PlacementController implements ReactiveController {
  readonly #host: PlacementHost;
  readonly #handlers: PlacementHandlers;
  readonly #requested = new Set<Piece>();
  readonly #failed = new Set<Piece>();
  #floating: Floating | undefined;
  #miniPlayer: MiniPlayer | undefined;

  constructor(host: PlacementHost, handlers: PlacementHandlers) {
    this.#host = host;
    this.#handlers = handlers;
    host.addController(this);
  }

  /** The mini player, while the avatar is shown in it. */
  get mini(): MiniPlayer | null {
    return this.#miniPlayer?.isMini ? this.#miniPlayer : null;
  }

  /** Whether the visitor has closed or hidden the floating avatar in this visit. Only they, or a start, open it again. */
  get isDismissed(): boolean {
    return this.#host.mode === 'floating' && dismissal(this.#host) !== null;
  }

  /** Loads again what could not be loaded, with the next update. */
  retry(): void {
    for (const piece of this.#failed) this.#requested.delete(piece);
    this.#failed.clear();
  }

  hostUpdate(): void {
    if (this.#host.mode === 'floating') this.#request('floating', () => this.#loadFloating());
    if (this.#host.theme !== 'clear') this.#request('themes', () => this.#loadThemes());
    if (this.#host.miniPlayer && this.#host.state !== 'idle') this.#request('mini', () => this.#loadMini());
    if (isFilm(this.#host.poster)) this.#request('film', () => this.#loadFilm());
  }

  hostUpdated(): void {
    this.#miniPlayer?.follow();
  }

  /** Whether the avatar waits for the code of its place, and is shown nowhere. */
  get isWaiting(): boolean {
    return this.#host.mode === 'floating' && !this.#floating;
  }

  /** Renders the frame where the avatar is shown now. */
  render(frame: TemplateResult, header?: FramePieces['header']): TemplateResult {
    const {mode} = this.#host;
    return mode === 'floating' && this.#floating ? this.#floating.render(frame, header) : frame;
  }

  /** Moves the focus after a floating avatar has opened or closed. */
  moveFocus(): void {
    this.#floating?.moveFocus();
  }

  #request(piece: Piece, load: () => Promise<void>): void {
    if (this.#requested.has(piece)) return;
    this.#requested.add(piece);
    load().catch((error: unknown) => {
      this.#failed.add(piece);
      this.#handlers.onFailed(error);
    });
  }

  async #loadFloating(): Promise<void> {
    if (this.isDismissed && this.#host.state === 'idle') this.#host.open = false;
    const {Floating, STRINGS} = await fetchFloating();
    this.#floating = new Floating(this.#host);
    this.#handlers.onLoaded(this.#floating.styles, STRINGS);
  }

  async #loadThemes(): Promise<void> {
    const {themeStyles} = await fetchThemes();
    const styles = Object.entries(themeStyles);
    this.#handlers.onLoaded(styles.map(([name, css]) => [css, () => this.#host.theme === name]));
  }

  async #loadFilm(): Promise<void> {
    const {PosterFilm} = await fetchPosterFilm();
    this.#host.addController(new PosterFilm(this.#host));
  }

  async #loadMini(): Promise<void> {
    const {MiniPlayer} = await fetchMiniPlayer();
    this.#miniPlayer = new MiniPlayer(this.#host, () => this.#handlers.onMini());
    this.#handlers.onLoaded(this.#miniPlayer.styles);
  }
}
