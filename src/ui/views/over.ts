import {html, nothing, type TemplateResult} from 'lit';
import type {Panels} from '../panels.js';
import {END_WORDS, failureKey} from './failure-words.js';
import {restartIcon} from './icons.js';
import {transcriptButtons} from './transcript.js';

/** Why the conversation is over, and the way to the next. */
export function endedView(panels: Panels): TemplateResult {
  const {words, host} = panels;
  return over(
    'ended',
    html`<p role="status">${words.say(END_WORDS[host.endReason ?? 'stopped'])}</p>
      ${again(panels, words.say('restart'))}
      ${
        host.chatBox && panels.transcript.lines.length > 0
          ? html`<div class="tools">${transcriptButtons(panels)}</div>`
          : nothing
      }`,
  );
}

/** What went wrong, in the visitor's words and in the site owner's. */
export function failedView(panels: Panels): TemplateResult {
  const {words, host} = panels;
  const {error} = host;
  if (!error) return endedView(panels);
  const sentence = words.find(`error-${error.code}`) ?? error.message;
  return over(
    'error',
    html`<p role="alert">${words.say(failureKey(error.code))}</p>
      ${again(panels, words.say('retry'))}
      <details part="details">
        <summary>${words.say('details')}</summary>
        <p>${sentence} <code>${error.code}${error.status ? ` · ${error.status}` : nothing}</code></p>
      </details>`,
  );
}

function over(slot: string, content: TemplateResult): TemplateResult {
  return html`<div class="veil" part="message"><slot name=${slot}>${content}</slot></div>`;
}

function again({host}: Panels, label: string): TemplateResult {
  return html`<button
    class="primary"
    part="restart"
    data-primary
    @click=${() => void host.start().catch(() => {})}
  >
    ${restartIcon} ${label}
  </button>`;
}
