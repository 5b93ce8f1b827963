import {html, type TemplateResult} from 'lit';
import type {StartStep} from '../../session/session-state.js';
import type {Panels} from '../panels.js';
import type {StringKey} from '../strings.js';
import {doneIcon} from './icons.js';

const STEPS: readonly (readonly [StartStep, StringKey])[] = [
  ['token', 'stepToken'],
  ['session', 'stepSession'],
  ['connection', 'stepConnection'],
  ['picture', 'stepPicture'],
];

/** How far the start is, step by step, and a way out of it. */
export function progressView({words, session, host}: Panels): TemplateResult {
  const current = STEPS.findIndex(([step]) => step === session.step);
  return html`<div class="veil" part="progress">
    <ol class="steps" part="steps" aria-label=${words.say('starting')}>
      ${STEPS.map(
        ([, key], index) =>
          html`<li
            class=${index < current ? 'done' : index === current ? 'now' : 'ahead'}
            aria-current=${index === current ? 'step' : 'false'}
          >
            <span class="mark" part=${index === current ? 'spinner' : 'mark'}
              >${index < current ? doneIcon : ''}</span
            >
            ${words.say(key)}
          </li>`,
      )}
    </ol>
    <p class="unseen" role="status">${words.say(STEPS[current]?.[1] ?? 'starting')}</p>
    <button class="quiet" part="cancel" data-primary @click=${() => void host.stop()}>
      ${words.say('cancel')}
    </button>
  </div>`;
}
