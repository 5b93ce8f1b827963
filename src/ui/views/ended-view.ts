import {html, nothing, type TemplateResult} from 'lit';
import type {PanelState} from '../state/panel-state.js';
import {markupProblems} from '../state/markup.js';
import {canRetry, endKey, failureKey, isOfConnection} from '../state/failure-words.js';
import {clock} from '../state/time-left.js';
import {restartIcon} from './icons.js';
import {formatsView, logView, saveButton} from './transcript-view.js';

/** Why the session is over, a button that starts the next one, and what was said. */
export function endedView(state: PanelState): TemplateResult {
  const {words, host, feedback} = state;
  const reason = words.text(endKey(host));
  const question = feedback.view();
  return messageView(
    state,
    'ended',
    html`${question ?? html`<h2 part="reason">${reason}</h2>`}
      <div class="actions">${startButton(state, words.text('restart'))} ${save(state)}</div>
      <div class="muted">
        ${question ? html`<span part="reason">${reason}</span>` : nothing} ${lengthView(state)}
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
    state,
    'error',
    html`<h2 part="reason"><span role="alert">${words.text(failureKey(error.code))}</span></h2>
      <div class="actions">
        ${canRetry(error.code) ? [startButton(state, words.text('retry')), checkButton(state)] : nothing}
        ${save(state)}
      </div>
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

/**
 * Offers a check of the connection, where the network or the browser may have caused the failure. It asks the site's servers: the visitor
 * may have to consent to that.
 */
function checkButton({words, host, check}: PanelState): TemplateResult | typeof nothing {
  if (!check || check.isOpen || !host.extras.isPermitted || !isOfConnection(host.error?.code)) return nothing;
  return html`<button class="quiet" part="check-connection" @click=${() => check.open()}>
    ${words.text('checkConnection')}
  </button>`;
}

/** Whether the visitor can read on what was said: where they could during the conversation. */
export const keepsWords = ({host, transcript}: PanelState): boolean =>
  (host.chat || host.controls) && !transcript.isEmpty;

function messageView(state: PanelState, slot: string, content: TemplateResult): TemplateResult {
  return html`<div class="cards over" part="message" tabindex="-1">
      <slot name=${slot}>${content}</slot><slot name="handover"></slot>
    </div>
    ${keepsWords(state) ? logView(state) : nothing}`;
}

const save = (state: PanelState) =>
  keepsWords(state)
    ? [saveButton(state), state.host.resume ? forgetButton(state) : nothing, formatsView(state)]
    : nothing;

/** Deletes what the next page would show again. */
const forgetButton = (state: PanelState) =>
  html`<button class="bare" part="forget" @click=${() => state.forgetTalk()}>
    ${state.words.text('forgetTalk')}
  </button>`;

function lengthView({words, ending}: PanelState): TemplateResult | typeof nothing {
  if (ending.liveAt === null) return nothing;
  return html`<span part="length">${words.text('talkLength')} ${clock(ending.seconds, words)}</span>`;
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
