import {html, nothing, type TemplateResult} from 'lit';
import type {PanelState} from '../state/panel-state.js';
import {idleSeconds, LAST_MINUTE, remaining} from '../state/time-left.js';
import {closeIcon} from './icons.js';
import {askingView} from './microphone-view.js';

/** Seconds left in which the time is more urgent than what went wrong. */
const LAST_SECONDS = 10;

type Notice = TemplateResult | typeof nothing;

/** What the visitor should know while the conversation goes on: one notice at a time, the most urgent first. */
export function noticesView(state: PanelState): Notice {
  const {host, words, notice, session} = state;
  const idle = idleSeconds(session);
  const left = remaining(host) ?? Infinity;
  if (host.state === 'stopping') return nothing;
  if (host.state === 'reconnecting') {
    return html`<p class="strip" part="banner">
      <i class="spinner" part="spinner"></i><span>${words.text('reconnecting')}</span>
    </p>`;
  }
  // What the visitor has just tried goes before the question that it answers.
  if (notice === 'stayFailed') return whatFailed(state);
  if (idle !== null) return idleQuestion(state, idle);
  if (session.microphoneAsking) return html`<div class="strip">${askingView(state)}</div>`;
  if (left <= LAST_SECONDS) return timeLeft(state, left);
  if (notice) return whatFailed(state);
  return left <= LAST_MINUTE ? timeLeft(state, left) : nothing;
}

function whatFailed(state: PanelState): Notice {
  const {words, notice} = state;
  if (!notice) return nothing;
  return html`<div class="strip bad" part="notice">
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
  </div>`;
}

/** Hidden from screen readers, which would read every second of it; they announce the warning alone. */
function timeLeft({words}: PanelState, left: number): Notice {
  return html`<p class="strip" part="time-warning" aria-hidden="true">
    ${words.text('timeWarning', Math.ceil(left))}
  </p>`;
}

function idleQuestion(state: PanelState, seconds: number): Notice {
  const {words, host} = state;
  return html`<div class="strip" part="idle-question">
    <div>
      <span role="alert">${words.text('idleQuestion')}</span>
      <span aria-hidden="true">${words.text('idleHint', seconds)}</span>
    </div>
    <button class="primary" part="stay" @click=${() => void state.attempt('stay', () => host.keepAlive())}>
      ${words.text('stay')}
    </button>
  </div>`;
}
