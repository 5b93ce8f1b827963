import {html, nothing, type TemplateResult} from 'lit';
import type {PanelState} from '../state/panel-state.js';
import {markupProblems} from '../state/markup.js';
import {canRetry, endKey, failureKey, isOfConnection} from '../state/failure-words.js';
import {restartIcon} from './icons.js';
import {transcriptButtons} from './transcript-view.js';

/** Why the session is over, and a button that starts the next one. */
export function endedView(state: PanelState): TemplateResult {
  const {words, host} = state;
  return messageView(
    'ended',
    html`<h2 part="reason">${words.text(endKey(host))}</h2>
      <div class="actions">
        ${startButton(state, words.text('restart'))}
        ${
          host.chat && state.transcript.lines.length > 0
            ? html`<div class="tools">${transcriptButtons(state)}</div>`
            : nothing
        }
      </div>`,
  );
}

/** What went wrong: for the visitor, and in detail for the site owner. */
export function failedView(state: PanelState): TemplateResult {
  const {words, host} = state;
  const {error} = host;
  if (!error) return endedView(state);
  const sentence = words.find(`error-${error.code}`) ?? error.message;
  return messageView(
    'error',
    html`<h2 part="reason"><span role="alert">${words.text(failureKey(error.code))}</span></h2>
      ${
        canRetry(error.code)
          ? html`<div class="actions">${startButton(state, words.text('retry'))} ${checkButton(state)}</div>`
          : nothing
      }
      ${state.check?.render()}
      <details part="details">
        <summary part="summary">${words.text('details')}</summary>
        ${markupProblems(host).map((problem) => html`<p>${problem}</p>`) /* probably the cause of what follows */}
        <p>
          ${sentence} <code part="code">${error.code}${error.status ? ` · ${error.status}` : nothing}</code>
        </p>
      </details>`,
  );
}

/** Where the network or the browser may be the cause. */
function checkButton({words, host, check}: PanelState): TemplateResult | typeof nothing {
  if (!check || check.isOpen || !isOfConnection(host.error?.code)) return nothing;
  return html`<button class="quiet" part="check-connection" @click=${() => check.open()}>
    ${words.text('checkConnection')}
  </button>`;
}

function messageView(slot: string, content: TemplateResult): TemplateResult {
  return html`<div class="cards" part="message"><slot name=${slot}>${content}</slot></div>`;
}

function startButton({host}: PanelState, label: string): TemplateResult {
  return html`${host.extras.render()}<button
      class="primary"
      part="restart"
      data-primary
      @click=${() => void host.start().catch(() => {})}
    >
      ${restartIcon} ${label}
    </button>`;
}
