import {html, nothing, render} from 'lit';
import type {Localizer} from '../locales/localizer.js';
import {piecesOf} from '../state/links.js';

/**
 * Shows a text with its links. Nothing else in it is markup. A link reads from left to right, whatever is around it. Loaded with the
 * first message that may have one.
 */
export function showLinks(place: Element, text: string, words: Localizer): void {
  const pieces = piecesOf(text, location.hostname);
  if (pieces.every(({href}) => href === undefined)) return;
  place.replaceChildren();
  const view = pieces.map(({text: shown, href, isForeign}) =>
    href === undefined
      ? shown
      : html`<a
          part="link"
          dir="ltr"
          href=${href}
          rel="noopener nofollow"
          target=${isForeign ? '_blank' : nothing}
          title=${isForeign ? words.text('newTab') : nothing}
          >${shown}</a
        >`,
  );
  render(view, place as HTMLElement);
}
