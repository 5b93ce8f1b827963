import {html, nothing, type TemplateResult} from 'lit';
import type {Localizer} from '../locales/localizer.js';

/** What the question for consent shows. */
interface ConsentView {
  readonly words: Localizer;
  readonly isGiven: boolean;
  /** True where the visitor has tried to start without consent. */
  readonly isMissing: boolean;
  readonly onChange: (isTicked: boolean) => void;
}

/** The box that the visitor ticks, and the page's links beside it: a press on one of these ticks nothing. */
export function consentView({words, isGiven, isMissing, onChange}: ConsentView): TemplateResult {
  return html`<div class="consent" part="consent">
    <label part="consent-label">
      <input
        type="checkbox"
        part="consent-box"
        .checked=${isGiven}
        aria-invalid=${isMissing}
        aria-describedby=${isMissing ? 'consent-missing' : nothing}
        @change=${({currentTarget}: Event) => onChange((currentTarget as HTMLInputElement).checked)}
      />
      <span part="consent-text">${words.text('consent')}</span>
    </label>
    <slot name="consent"></slot>
    ${
      isMissing
        ? html`<p id="consent-missing" part="consent-missing" role="alert">
            ${words.text('consentMissing')}
          </p>`
        : nothing
    }
  </div>`;
}
