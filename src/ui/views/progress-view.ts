import {html, type TemplateResult} from 'lit';
import type {StartStep} from '../../session/session-state.js';
import type {Localizer} from '../locales/localizer.js';
import type {PanelHost} from '../panel-host.js';
import type {PanelState} from '../state/panel-state.js';
import type {StringKey} from '../locales/strings.js';
import {clock} from '../state/time-left.js';
import {askingView} from './microphone-view.js';

/** Each step of the start, its words, and how much of the way is done when it begins, in percent. */
const STEPS: readonly (readonly [StartStep, StringKey, number])[] = [
  ['token', 'stepToken', 20],
  ['session', 'stepSession', 50],
  ['connection', 'stepConnection', 75],
  ['picture', 'stepPicture', 95],
];

/** The words for a step of the start. */
export const stepKey = (current: StartStep): StringKey =>
  current === 'queue' ? 'queue' : (STEPS.find(([step]) => step === current)?.[1] ?? 'starting');

/** How far the start is, and a button that cancels it. */
export function progressView(state: PanelState): TemplateResult {
  const {words, session, host} = state;
  if (session.step === 'queue') return queueView(state);
  const done = STEPS.find(([step]) => step === session.step)?.[2] ?? 0;
  return html`<div class="cards" part="progress">
    <h2 part="progress-title">${words.text('starting')}</h2>
    ${line(done)}
    <div class="row">
      <p class="muted" part="step">${words.text(stepKey(session.step))}</p>
      ${cancelButton(words, host)}
    </div>
    ${askingView({words, session})}
  </div>`;
}

/** `.style` sets the property, not the attribute: a strict Content-Security-Policy of the page blocks style attributes. */
const line = (percent: number): TemplateResult =>
  html`<div class="track" part="progress-track" aria-hidden="true">
    <div part="progress-line" .style=${`scale:${percent / 100} 1`}></div>
  </div>`;

/** All avatars are busy: the start waits for one. The line is how much of the longest wait is over. */
function queueView({words, session, host}: PanelState): TemplateResult {
  const waited = Date.now() - (session.queuedAt ?? Date.now());
  return html`<div class="cards" part="progress">
    <h2 part="progress-title">${words.text('queue')}</h2>
    ${line(Math.min(100, (100 * waited) / session.queueLimit))}
    <div class="row">
      <p class="muted" part="queue-time" role="timer">
        ${words.text('queueTime')} ${clock(Math.floor(waited / 1000), words)}
      </p>
      ${cancelButton(words, host)}
    </div>
  </div>`;
}

/** While the page decides whether a session may begin. Only the visitor's Cancel is certain to end that. */
export function heldView({words, host}: PanelState): TemplateResult {
  return html`<div class="cards" part="progress">
    <div class="row">
      <h2 part="reason">${words.text('held')}</h2>
      ${cancelButton(words, host)}
    </div>
  </div>`;
}

const cancelButton = (words: Localizer, host: PanelHost): TemplateResult =>
  html`<button class="quiet" part="cancel" data-primary @click=${() => void host.stop()}>
    ${words.text('cancel')}
  </button>`;
