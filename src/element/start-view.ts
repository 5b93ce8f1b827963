import {html, nothing, type TemplateResult} from 'lit';
import type {Localizer} from '../ui/locales/localizer.js';

/** What the start card shows. */
export interface StartView {
  readonly words: Localizer;
  /** What is wrong before there is a session, for the site owner; `null` where nothing is. */
  readonly problem: string | null;
  /** True while a start is under way, or the code for it is being loaded. */
  readonly isBusy: boolean;
  /** Whether a line says that the visitor talks to an AI. */
  readonly hasDisclosure: boolean;
  /** What stands above the button, such as consent and suggestions. */
  readonly extras: TemplateResult | typeof nothing;
  readonly onStart: () => void;
}

/** The card before the first session: the start button, that this is an AI, and the page's explanation. */
export function startView({
  words,
  problem,
  isBusy,
  hasDisclosure,
  extras,
  onStart,
}: StartView): TemplateResult {
  return html`<div class="start" part="start">
    ${problem ? html`<p part="problem" role="alert">${problem}</p>` : nothing} ${extras}
    <button
      class="primary"
      part="start-button"
      data-primary
      aria-busy=${isBusy}
      title=${isBusy ? words.text('loading') : nothing}
      @click=${onStart}
    >
      ${playIcon}
      <slot name="start-label">${words.text('start')}</slot>
    </button>
    ${hasDisclosure ? html`<p part="disclosure">${words.text('disclosure')}</p>` : nothing}
    <slot name="explanation" part="explanation"></slot>
  </div>`;
}

const playIcon = html`<svg viewBox="0 0 24 24" aria-hidden="true">
  <path d="M7 4.5v15l12.5-7.5z" fill="currentColor" />
</svg>`;
