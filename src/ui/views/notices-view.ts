import {html, nothing, type TemplateResult} from 'lit';
import type {PanelState} from '../state/panel-state.js';
import {idleSeconds, remaining} from '../state/time-left.js';
import {closeIcon} from './icons.js';

/** When the last minute is said to have begun, where a clock goes on counting, and from when on every second is shown. */
const LAST_MINUTE = {from: 60, to: 53};
const LAST_SECONDS = 10;

/** What the visitor is to know while the conversation goes on: at the top, over the picture. */
export function noticesView(state: PanelState): TemplateResult {
  const {host, words, notice, session} = state;
  const idle = idleSeconds(session);
  return html`<div class="notices">
    ${
      host.state === 'reconnecting'
        ? html`<p class="banner" part="banner">${words.text('reconnecting')}</p>`
        : nothing
    }
    ${timeLeft(state)} ${idle === null ? nothing : idleQuestion(state, idle)}
    ${
      notice
        ? html`<div class="banner notice" part="notice">
            <span role="alert">${words.text(notice)}</span>
            <button
              class="bare"
              part="dismiss"
              aria-label=${words.text('dismiss')}
              title=${words.text('dismiss')}
              @click=${() => state.dismiss()}
            >
              ${closeIcon}
            </button>
          </div>`
        : nothing
    }
  </div>`;
}

/** The countdown is for the eye; what is announced is the warning alone, not every second. */
function timeLeft({host, words}: PanelState): TemplateResult | typeof nothing {
  const left = remaining(host);
  if (left === null || left > LAST_MINUTE.from) return nothing;
  const isOnClock = host.controls && left <= LAST_MINUTE.to && left > LAST_SECONDS;
  if (isOnClock) return nothing;
  return html`<p class="banner" part="time-warning" aria-hidden="true">
    ${words.text('timeWarning', Math.ceil(left))}
  </p>`;
}

function idleQuestion(state: PanelState, seconds: number): TemplateResult {
  const {words, host} = state;
  return html`<div class="banner question" part="idle-question">
    <span role="alert">${words.text('idleQuestion')}</span>
    <span aria-hidden="true">${words.text('idleHint', seconds)}</span>
    <button class="primary" part="stay" @click=${() => void state.act('stay', () => host.keepAlive())}>
      ${words.text('stay')}
    </button>
  </div>`;
}
