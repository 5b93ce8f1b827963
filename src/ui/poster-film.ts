import type {ReactiveController, ReactiveControllerHost} from 'lit';
import {listen} from '../session/util/listen.js';
import type {SessionState} from '../session/session-state.js';

interface PosterHost extends HTMLElement, ReactiveControllerHost {
  readonly state: SessionState;
}

/**
 * Plays the posters that are films: without sound, in a loop, and only while the visitor sees them and no session has begun. For a
 * visitor who asks for less motion or less data, the first picture stands still. Nothing is downloaded before a poster is in view.
 */
export class PosterFilm implements ReactiveController {
  readonly #host: PosterHost;
  /** Not in jsdom. */
  readonly #calm = globalThis.matchMedia?.('(prefers-reduced-motion: reduce)');
  readonly #inView = new Set<Element>();
  readonly #observer =
    'IntersectionObserver' in globalThis
      ? new IntersectionObserver((entries) => {
          for (const {target, isIntersecting} of entries) {
            if (isIntersecting) this.#inView.add(target);
            else this.#inView.delete(target);
          }
          this.#follow();
        })
      : undefined;
  readonly #known = new Set<HTMLVideoElement>();
  #listening: AbortController | undefined;

  constructor(host: PosterHost) {
    this.#host = host;
  }

  hostConnected(): void {
    const {signal} = (this.#listening = new AbortController());
    listen(this.#calm, 'change', () => this.#follow(), {signal});
    this.#follow();
  }

  hostUpdated(): void {
    this.#follow();
  }

  /** The browser pauses a video that leaves the document. */
  hostDisconnected(): void {
    this.#listening?.abort();
    for (const film of this.#known) this.#forget(film);
  }

  #follow(): void {
    if (!this.#host.isConnected) return;
    const films = this.#host.shadowRoot?.querySelectorAll<HTMLVideoElement>('video[data-film]') ?? [];
    const found = new Set(films);
    for (const film of this.#known) if (!found.has(film)) this.#forget(film);
    for (const film of found) {
      if (!this.#known.has(film)) this.#begin(film);
      if (this.#inView.has(film)) this.#show(film);
      else film.pause();
    }
  }

  #begin(film: HTMLVideoElement): void {
    this.#known.add(film);
    film.tabIndex = -1; // in Firefox the Tab key stops at every video
    Object.assign(film, {muted: true, loop: true, playsInline: true, preload: 'metadata'});
    film.disableRemotePlayback = true;
    film.disablePictureInPicture = true;
    this.#observer?.observe(film);
  }

  #forget(film: HTMLVideoElement): void {
    this.#known.delete(film);
    this.#inView.delete(film);
    this.#observer?.unobserve(film);
    film.pause();
  }

  #show(film: HTMLVideoElement): void {
    const {film: address = ''} = film.dataset;
    // With a time in the address, Safari draws the first picture of a film that does not play.
    const source = address.includes('#') ? address : `${address}#t=0.01`;
    if (film.getAttribute('src') !== source) film.setAttribute('src', source);
    if (this.#mayMove)
      film.play().catch(() => {}); // the browser saves power: the first picture stands still
    else film.pause();
  }

  get #mayMove(): boolean {
    const {connection} = navigator as {connection?: {saveData?: boolean}};
    return this.#host.state === 'idle' && !this.#calm?.matches && !connection?.saveData;
  }
}
