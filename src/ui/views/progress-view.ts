import {html, type TemplateResult} from 'lit';
import type {StartStep} from '../../session/session-state.js';
import type {Localizer} from '../locales/localizer.js';
import type {PanelHost} from '../panel-host.js';
import type {PanelState} from '../state/panel-state.js';
import type {StringKey} from '../locales/strings.js';
import {clock} from '../state/time-left.js';
import {doneIcon} from './icons.js';
import {askingView} from './microphone-view.js';

const STEPS: readonly (readonly [StartStep, StringKey])[] = [
  ['token', 'stepToken'],
  ['session', 'stepSession'],
  ['connection', 'stepConnection'],
  ['picture', 'stepPicture'],
];

/** The words for a step of the start. */
export const stepKey = (current: StartStep): StringKey =>
  current === 'queue' ? 'queue' : (STEPS.find(([step]) => step === current)?.[1] ?? 'starting');

/** The steps of the start, and a button that cancels it. */
export function progressView(state: PanelState): TemplateResult {
  const {words, session, host} = state;
  if (session.step === 'queue') return queueView(state);
  const current = STEPS.findIndex(([step]) => step === session.step);
  return html`<div class="backdrop" part="progress">
    <ol class="steps" part="steps" aria-label=${words.text('starting')}>
      ${STEPS.map(
        ([, key], index) =>
          html`<li
            class=${index < current ? 'done' : index === current ? 'now' : 'ahead'}
            aria-current=${index === current ? 'step' : 'false'}
          >
            <span class="mark" part=${index === current ? 'spinner' : 'mark'}
              >${index < current ? doneIcon : ''}</span
            >
            ${words.text(key)}
          </li>`,
      )}
    </ol>
    ${askingView(state)} ${cancelButton(words, host)}
  </div>`;
}

/** All avatars are busy: the start waits for one. */
function queueView({words, session, host}: PanelState): TemplateResult {
  const seconds = Math.floor((Date.now() - (session.queuedAt ?? Date.now())) / 1000);
  return html`<div class="backdrop" part="progress">
    <p part="reason">${words.text('queue')}</p>
    <span part="queue-time" role="timer">${words.text('queueTime')} ${clock(seconds, words)}</span>
    ${cancelButton(words, host)}
  </div>`;
}

/** While the page decides whether a session may begin. Only the visitor's Cancel is certain to end that. */
export function heldView({words, host}: PanelState): TemplateResult {
  return html`<div class="backdrop" part="progress">
    <p part="reason">${words.text('held')}</p>
    ${cancelButton(words, host)}
  </div>`;
}

export function stoppingView({words}: PanelState): TemplateResult {
  return html`<div class="backdrop" part="progress"><p part="reason">${words.text('stopping')}</p></div>`;
}

const cancelButton = (words: Localizer, host: PanelHost): TemplateResult =>
  html`<button class="quiet" part="cancel" data-primary @click=${() => void host.stop()}>
    ${words.text('cancel')}
  </button>`;
