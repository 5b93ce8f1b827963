import {html, nothing, type TemplateResult} from 'lit';
import type {Localizer} from '../locales/localizer.js';

/** How much of a question its button shows, in characters. */
const LONGEST = 48;

interface SuggestionsView {
  readonly words: Localizer;
  readonly suggestions: readonly string[];
  readonly onPick: (text: string) => void;
}

/** The questions that the visitor can ask by a press. */
export function suggestionsView({
  words,
  suggestions,
  onPick,
}: SuggestionsView): TemplateResult | typeof nothing {
  if (suggestions.length === 0) return nothing;
  return html`<ul class="suggestions" part="suggestions" aria-label=${words.text('suggestions')}>
    ${suggestions.map(
      (text) =>
        html`<li>
          <button
            part="suggestion"
            dir="auto"
            title=${isLong(text) ? text : nothing}
            @click=${() => onPick(text)}
          >
            ${
              isLong(text)
                ? `${Array.from(text)
                    .slice(0, LONGEST - 1)
                    .join('')}…`
                : text
            }
          </button>
        </li>`,
    )}
  </ul>`;
}

const isLong = (text: string): boolean => Array.from(text).length > LONGEST;
