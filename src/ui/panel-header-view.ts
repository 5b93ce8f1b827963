import {html, nothing, type TemplateResult} from 'lit';
import type {Piece} from './frame-pieces.js';
import type {Localizer} from './locales/localizer.js';
import {closeIcon, largerIcon, smallerIcon} from './views/icons.js';

/** The header of a floating panel, and what its buttons do. */
export interface PanelHeader {
  readonly words: Localizer;
  readonly title: string;
  /** What the avatar does now, in a word; `null` where no session is under way. */
  readonly status: string | null;
  /** Whether the status is one of a conversation that goes on. */
  readonly isLive: boolean;
  /** The button that opens the settings. */
  readonly menu: Piece;
  /** Whether the panel can be made larger. */
  readonly canExpand: boolean;
  readonly isExpanded: boolean;
  readonly onExpand: () => void;
  readonly onClose: () => void;
  readonly onPointerDown: (event: PointerEvent) => void;
}

/**
 * The buttons come first in the order of the focus, and last for the eye: the title takes the focus when the panel opens, and
 * the next Tab reaches the panel's main button.
 */
export function panelHeaderView(header: PanelHeader): TemplateResult {
  const {words, title, status, isLive, menu, canExpand, isExpanded, onExpand, onClose, onPointerDown} =
    header;
  const button = (part: string, name: string, icon: unknown, act: () => void) =>
    html`<button class="head-button" part=${part} aria-label=${name} title=${name} @click=${act}>
      ${icon}
    </button>`;
  const expand = () =>
    isExpanded
      ? button('expand', words.text('shrink'), smallerIcon, onExpand)
      : button('expand', words.text('expand'), largerIcon, onExpand);
  return html`<div class="head" part="panel-header" @pointerdown=${onPointerDown}>
    <div class="head-buttons">
      ${canExpand ? expand() : nothing} ${menu} ${button('close', words.text('close'), closeIcon, onClose)}
    </div>
    <div class="who">
      <strong id="title" part="title" tabindex="-1" title=${title}>${title}</strong>
      <span class="status" part="status">
        ${isLive ? html`<i></i>` : nothing}
        <span class="doing"
          >${[...new Set([status, words.text('aiAssistant')])].filter(Boolean).join(' · ')}</span
        >
      </span>
      <span class="let-go" aria-hidden="true">${words.text('close')}</span>
    </div>
  </div>`;
}
