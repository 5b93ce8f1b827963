import {html, nothing, type TemplateResult} from 'lit';
import type {Localizer} from '../locales/localizer.js';
import {nativeName, type VisitorLanguage} from '../state/visitor-language.js';

/** The choice of languages above the start button, each by its own name. */
export function languageSelect(words: Localizer, language: VisitorLanguage): TemplateResult | typeof nothing {
  const {choices, current} = language;
  if (choices.length < 2) return nothing;
  return html`<label class="language" part="language">
    <span>${words.text('language')}</span>
    <select
      part="language-choice"
      @change=${({currentTarget}: Event) => language.choose((currentTarget as HTMLSelectElement).value)}
    >
      ${choices.map(
        (tag) =>
          html`<option value=${tag} lang=${tag} .selected=${tag === current}>${nativeName(tag)}</option>`,
      )}
    </select>
  </label>`;
}
