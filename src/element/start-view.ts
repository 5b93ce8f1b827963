import {html, nothing, type TemplateResult} from 'lit';
import type {AvatarError} from '../session/errors/avatar-error.js';
import type {Localizer} from '../ui/locales/localizer.js';

/** What the start view shows. */
export interface StartView {
  readonly words: Localizer;
  /** What is wrong before there is a session; `null` where nothing is. */
  readonly problem: AvatarError | null;
  /** What the visitor is told of it, unless it is none of theirs: broken texts of the page leave the avatar as it is. */
  readonly reason: string;
  /** True while a start is under way, or the code for it is being loaded. */
  readonly isBusy: boolean;
  /** What stands above the button. */
  readonly extras: TemplateResult | typeof nothing;
  readonly onStart: () => void;
}

/** The view before the first session: a start button, and the page's explanation below it. */
export function startView({words, problem, reason, isBusy, extras, onStart}: StartView): TemplateResult {
  return html`<div class="start" part="start">
    ${problem && problem.code !== 'bad-config' ? html`<p part="problem" role="alert">${reason}</p>` : nothing}
    ${problem && problem.code !== 'start-refused' ? detailsView(words, problem) : nothing} ${extras}
    <button class="primary" part="start-button" data-primary aria-busy=${isBusy} @click=${onStart}>
      ${playIcon}
      <span class="label">
        ${isBusy ? words.text('loading') : html`<slot name="start-label">${words.text('start')}</slot>`}
      </span>
    </button>
    <slot name="explanation" part="explanation"></slot>
  </div>`;
}

/** The sentence for the site owner, who may never open a console. That the page has refused a start, it knows. */
const detailsView = (words: Localizer, {code, message}: AvatarError) =>
  html`<details part="details">
    <summary part="summary">${words.text('details')}</summary>
    ${words.find(`error-${code}`) ?? message} <code part="code">${code}</code>
  </details>`;

const playIcon = html`<svg viewBox="0 0 24 24" aria-hidden="true">
  <path d="M7 4.5v15l12.5-7.5z" fill="currentColor" />
</svg>`;
