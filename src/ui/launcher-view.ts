import {html, nothing, type TemplateResult} from 'lit';
import type {Localizer} from './locales/localizer.js';
import {isFilm} from './poster-kind.js';
import {bubbleIcon, closeIcon, downIcon} from './views/icons.js';

/** What stands in the corner of the window, and what its buttons do. */
export interface Launcher {
  readonly words: Localizer;
  readonly poster: string | null;
  /** Whether there is room for words beside the picture, and the visitor has not opened the panel yet. */
  readonly isInviting: boolean;
  readonly isOpen: boolean;
  /** The teaser's words, while it is shown. */
  readonly teaser: string | null;
  readonly hasTeaser: boolean;
  readonly onPress: () => void;
  readonly onHide: () => void;
  readonly onTeaserClose: () => void;
}

/** The launcher, its small button that hides it, and the teaser above it. */
export function launcherView(launcher: Launcher): TemplateResult {
  const {words, isOpen, teaser, hasTeaser, onHide} = launcher;
  return html`<div class="corner" ?data-open=${isOpen} ?data-teaser=${teaser !== null}>
    ${hasTeaser && !isOpen ? teaserView(launcher) : nothing} ${launcherButton(launcher)}
    ${
      isOpen
        ? nothing
        : html`<button
            class="hide"
            part="hide"
            aria-label=${words.text('hide')}
            title=${words.text('hide')}
            @click=${onHide}
          >
            ${closeIcon}
          </button>`
    }
  </div>`;
}

function launcherButton({words, poster, isInviting, isOpen, onPress}: Launcher): TemplateResult {
  const isPill = isInviting && poster !== null && !isOpen;
  const label = isOpen ? words.text('close') : words.text('open');
  return html`<button
    class="launcher"
    part="launcher"
    ?data-pill=${isPill}
    ?data-bare=${poster === null || isOpen}
    aria-haspopup="dialog"
    aria-expanded=${isOpen}
    aria-label=${isPill ? nothing : label}
    title=${isPill ? nothing : label}
    @click=${onPress}
  >
    ${isOpen ? downIcon : poster ? portrait(poster) : bubbleIcon}
    ${
      isPill
        ? html`<span class="invitation"
            ><span title=${label}>${label}</span> <small>${words.text('aiAssistant')}</small></span
          >`
        : nothing
    }
  </button>`;
}

const portrait = (poster: string): TemplateResult =>
  isFilm(poster)
    ? html`<video class="portrait" part="portrait" data-film=${poster} aria-hidden="true"></video>`
    : html`<img class="portrait" part="portrait" src=${poster} alt="" />`;

/** The words are in a live region beside the bubble: screen readers say them once, when they come. */
function teaserView({words, teaser, onPress, onTeaserClose}: Launcher): TemplateResult {
  return html`<p class="visually-hidden" role="status">${teaser}</p>
    ${
      teaser === null
        ? nothing
        : html`<div class="teaser" part="teaser">
            <button class="teaser-text" part="teaser-text" aria-haspopup="dialog" @click=${onPress}>
              <span dir="auto">${teaser}</span>
            </button>
            <button
              class="teaser-close"
              part="teaser-close"
              aria-label=${words.text('dismiss')}
              title=${words.text('dismiss')}
              @click=${onTeaserClose}
            >
              ${closeIcon}
            </button>
          </div>`
    }`;
}
