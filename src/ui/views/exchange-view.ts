import {html, nothing, type TemplateResult} from 'lit';
import type {SentText} from '../state/exchange.js';
import type {PanelState} from '../state/panel-state.js';
import type {Line} from '../state/transcript.js';
import {beginsGroup, lineView} from './transcript-log.js';

/** What the visitor has sent, until the server has accepted it: a screen reader announces it then. */
export function sentView(state: PanelState): TemplateResult[] {
  const {words, exchange, transcript} = state;
  let before = transcript.lines.at(-1);
  return exchange.sent.map((message) => {
    const {text, at} = message;
    const line: Line = {role: 'user', text, at, end: at, cut: false, earlier: false};
    const view = lineView(words, line, beginsGroup(line, before));
    before = line;
    return message.hasFailed
      ? html`<div class="sent">${view} ${failedView(state, message)}</div>`
      : html`<div class="sent" aria-hidden="true">${view}</div>`;
  });
}

function failedView(state: PanelState, {text}: SentText): TemplateResult {
  const {words} = state;
  return html`<p class="not-sent" part="not-sent">
    <span role="alert">${words.text('notSent')}</span>
    <button part="send-again" @click=${() => void state.submit(text)}>${words.text('retry')}</button>
  </p>`;
}

/** Three dots, in the place of the answer. */
export function thinkingView({exchange}: PanelState): TemplateResult | typeof nothing {
  return exchange.isThinking
    ? html`<p class="bubble thinking" part="thinking" aria-hidden="true"><i></i><i></i><i></i></p>`
    : nothing;
}
