import {html, nothing, type TemplateResult} from 'lit';
import type {Localizer} from '../ui/locales/localizer.js';

/** What the start view shows. */
export interface StartView {
  readonly words: Localizer;
  /** What is wrong before there is a session, for the site owner; `null` where nothing is. */
  readonly problem: string | null;
  /** True while a start is under way, or the code for it is being loaded. */
  readonly isBusy: boolean;
  /** What stands above the button. */
  readonly extras: TemplateResult | typeof nothing;
  readonly onStart: () => void;
}

/** The view before the first session: a start button, and the page's explanation below it. */
export function startView({words, problem, isBusy, extras, onStart}: StartView): TemplateResult {
  return html`<div class="start" part="start">
    ${problem ? html`<p part="problem" role="alert">${problem}</p>` : nothing} ${extras}
    <button class="primary" part="start-button" data-primary aria-busy=${isBusy} @click=${onStart}>
      ${playIcon}
      <span class="label">
        ${isBusy ? words.text('loading') : html`<slot name="start-label">${words.text('start')}</slot>`}
      </span>
    </button>
    <slot name="explanation" part="explanation"></slot>
  </div>`;
}

const playIcon = html`<svg viewBox="0 0 24 24" aria-hidden="true">
  <path d="M7 4.5v15l12.5-7.5z" fill="currentColor" />
</svg>`;
