import {html, nothing, type TemplateResult} from 'lit';
import type {PanelState} from '../state/panel-state.js';
import {END_WORDS, failureKey} from '../state/failure-words.js';
import {restartIcon} from './icons.js';
import {transcriptButtons} from './transcript-view.js';

/** Why the conversation is over, and the way to the next. */
export function endedView(state: PanelState): TemplateResult {
  const {words, host} = state;
  return over(
    'ended',
    html`<p part="reason">${words.text(END_WORDS[host.endReason ?? 'stopped'])}</p>
      ${again(state, words.text('restart'))}
      ${
        host.chatBox && state.transcript.lines.length > 0
          ? html`<div class="tools">${transcriptButtons(state)}</div>`
          : nothing
      }`,
  );
}

/** What went wrong, in the visitor's words and in the site owner's. */
export function failedView(state: PanelState): TemplateResult {
  const {words, host} = state;
  const {error} = host;
  if (!error) return endedView(state);
  const sentence = words.find(`error-${error.code}`) ?? error.message;
  return over(
    'error',
    html`<p part="reason" role="alert">${words.text(failureKey(error.code))}</p>
      ${again(state, words.text('retry'))}
      <details part="details">
        <summary part="summary">${words.text('details')}</summary>
        <p>
          ${sentence} <code part="code">${error.code}${error.status ? ` · ${error.status}` : nothing}</code>
        </p>
      </details>`,
  );
}

function over(slot: string, content: TemplateResult): TemplateResult {
  return html`<div class="veil" part="message"><slot name=${slot}>${content}</slot></div>`;
}

function again({host}: PanelState, label: string): TemplateResult {
  return html`<button
    class="primary"
    part="restart"
    data-primary
    @click=${() => void host.start().catch(() => {})}
  >
    ${restartIcon} ${label}
  </button>`;
}
