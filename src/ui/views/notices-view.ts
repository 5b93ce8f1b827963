import {html, nothing, type TemplateResult} from 'lit';
import type {PanelState} from '../state/panel-state.js';
import {idleSeconds, remaining} from '../state/time-left.js';
import {closeIcon} from './icons.js';
import {askingView} from './microphone-view.js';

/** Seconds left in which the warning is shown although the bar has a clock: as the last minute begins, and at the end. */
const LAST_MINUTE = {from: 60, to: 53};
const LAST_SECONDS = 10;

/** Messages at the top of the picture while the conversation goes on. */
export function noticesView(state: PanelState): TemplateResult {
  const {host, words, notice, session} = state;
  const idle = idleSeconds(session);
  return html`<div class="notices">
    ${
      host.state === 'reconnecting'
        ? html`<p class="banner" part="banner">${words.text('reconnecting')}</p>`
        : nothing
    }
    ${askingView(state)} ${timeLeft(state)} ${idle === null ? nothing : idleQuestion(state, idle)}
    ${
      notice
        ? html`<div class="banner notice" part="notice">
            <span role="alert">${words.text(notice)}</span>
            <button
              class="bare"
              part="dismiss"
              aria-label=${words.text('dismiss')}
              title=${words.text('dismiss')}
              @click=${() => state.dismissNotice()}
            >
              ${closeIcon}
            </button>
          </div>`
        : nothing
    }
  </div>`;
}

/** Hidden from screen readers, which would read every second of it; they announce the warning alone. */
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
    <button class="primary" part="stay" @click=${() => void state.attempt('stay', () => host.keepAlive())}>
      ${words.text('stay')}
    </button>
  </div>`;
}
