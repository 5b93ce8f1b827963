import {css, html, svg, type ReactiveControllerHost, type TemplateResult} from 'lit';
import type {Localizer} from './locales/localizer.js';

/** The longest comment, in characters. */
const LONGEST = 2_000;

interface FormHost extends ReactiveControllerHost, HTMLElement {
  readonly words: Localizer;
}

/** The question how the conversation was: five stars, after a press a comment, and then thanks. Loaded where a page asks it. */
export class FeedbackForm {
  readonly #host: FormHost;
  readonly #onSend: (rating: number, comment: string) => void;
  #rating = 0;
  #comment = '';
  #isSent = false;

  constructor(host: FormHost, onSend: (rating: number, comment: string) => void) {
    this.#host = host;
    this.#onSend = onSend;
  }

  view(): TemplateResult {
    const {words} = this.#host;
    if (this.#isSent) {
      return html`<h2 part="feedback-thanks" tabindex="-1">${words.text('feedbackThanks')}</h2>`;
    }
    // No form: a sandboxed frame submits none.
    return html`<div class="feedback" part="feedback">
      <fieldset>
        <legend><h2 part="feedback-title">${words.text('feedbackTitle')}</h2></legend>
        <div class="stars" part="stars">${[1, 2, 3, 4, 5].map((stars) => this.#star(stars))}</div>
      </fieldset>
      ${this.#rating > 0 ? this.#commentView() : ''}
    </div>`;
  }

  #star(stars: number): TemplateResult {
    return html`<label class="star" ?data-on=${stars <= this.#rating}>
      <input
        type="radio"
        name="rating"
        part="star"
        aria-label=${this.#host.words.text('stars', stars)}
        .checked=${stars === this.#rating}
        @change=${() => this.#rate(stars)}
      />
      ${star}
    </label>`;
  }

  #commentView(): TemplateResult {
    const {words} = this.#host;
    return html`<textarea
        part="comment"
        rows="2"
        maxlength=${LONGEST}
        dir="auto"
        aria-label=${words.text('feedbackComment')}
        placeholder=${words.text('feedbackComment')}
        .value=${this.#comment}
        @input=${({currentTarget}: Event) => (this.#comment = (currentTarget as HTMLTextAreaElement).value)}
      ></textarea>
      <button class="quiet" part="send-feedback" @click=${() => this.#send()}>${words.text('send')}</button>`;
  }

  #rate(stars: number): void {
    this.#rating = stars;
    this.#host.requestUpdate();
  }

  #send(): void {
    if (this.#isSent) return;
    this.#isSent = true;
    this.#host.requestUpdate();
    // Not to the main button: a second press of the key would start a session.
    void this.#host.updateComplete.then(() =>
      this.#host.shadowRoot?.querySelector<HTMLElement>('[part=feedback-thanks]')?.focus(),
    );
    this.#onSend(this.#rating, this.#comment.trim());
  }
}

const star = svg`<svg viewBox="0 0 24 24" aria-hidden="true" stroke="currentColor" stroke-width="1.6" stroke-linejoin="round"><path d="m12 3.300 2.700 5.600 6.100.8-4.500 4.200 1.200 6.100-5.500-3-5.500 3 1.200-6.100-4.500-4.200 6.100-.8z"></path></svg>`;

export const feedbackStyles = css`
  .feedback,
  .feedback fieldset {
    display: grid;
    gap: 8px;
    margin: 0;
    padding: 0;
    border: 0;
    min-inline-size: 0;
  }
  .feedback legend {
    padding: 0;
  }
  .stars {
    display: flex;
    flex-wrap: wrap;
    margin-inline-start: -8px;
  }
  .star {
    position: relative;
    display: grid;
    place-content: center;
    inline-size: 44px;
    block-size: 44px;
    color: var(--_line-strong);
    cursor: pointer;
  }
  .star input {
    position: absolute;
    inset: 0;
    inline-size: 100%;
    block-size: 100%;
    margin: 0;
    opacity: 0;
    cursor: inherit;
  }
  .star svg {
    inline-size: 30px;
    block-size: 30px;
    fill: none;
    border-radius: 8px;
    transition: scale 0.12s;
  }
  .star:hover svg {
    scale: 1.1;
  }
  .star[data-on] {
    color: var(--_accent);
  }
  .star[data-on] svg {
    fill: currentColor;
  }
  .star input:focus-visible + svg {
    outline: 2px solid var(--_accent);
    outline-offset: 2px;
  }
  .feedback textarea {
    box-sizing: border-box;
    inline-size: 100%;
    padding: 10px 14px;
    border: 1px solid var(--_line-strong);
    border-radius: var(--_m);
    font: inherit;
    color: inherit;
    background: none;
    resize: none;
  }
  .feedback textarea:focus {
    outline: 2px solid var(--_accent);
    outline-offset: -2px;
  }
  .feedback textarea::placeholder {
    color: var(--_muted);
    opacity: 1;
  }
  .feedback button {
    justify-self: start;
  }
  h2:focus {
    outline: none;
  }
  @media (prefers-reduced-motion: reduce) {
    .star svg {
      transition: none;
    }
  }
  @media (forced-colors: active) {
    .star {
      color: CanvasText;
      forced-color-adjust: none;
    }
    .star[data-on] {
      color: Highlight;
    }
  }
`;
