import {html, nothing, type TemplateResult} from 'lit';
import type {AvatarError} from '../session/errors/avatar-error.js';
import type {Localizer} from '../ui/locales/localizer.js';

/** What the start card shows. */
export interface StartView {
  readonly words: Localizer;
  /** What is wrong before there is a session; `null` where nothing is. */
  readonly problem: AvatarError | null;
  /** What the visitor is told of it, unless it is none of theirs: broken texts of the page leave the avatar as it is. */
  readonly reason: string;
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
  reason,
  isBusy,
  hasDisclosure,
  extras,
  onStart,
}: StartView): TemplateResult {
  return html`<div class="start" part="start">
    ${problem && problem.code !== 'bad-config' ? html`<p part="problem" role="alert">${reason}</p>` : nothing}
    ${problem && problem.code !== 'start-refused' ? detailsView(words, problem) : nothing} ${extras}
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

/** The sentence for the site owner, who may never open a console. That the page has refused a start, it knows. */
const detailsView = (words: Localizer, {code, message}: AvatarError) =>
  html`<details part="details">
    <summary part="summary">${words.text('details')}</summary>
    ${words.find(`error-${code}`) ?? message} <code part="code">${code}</code>
  </details>`;

const playIcon = html`<svg viewBox="0 0 24 24" fill="currentColor" aria-hidden="true">
  <path d="M7 4.5v15l12.5-7.5z" />
</svg>`;
