import {html, type TemplateResult} from 'lit';
import {endKey} from '../state/failure-words.js';
import type {PanelState} from '../state/panel-state.js';
import type {StringKey} from '../locales/strings.js';
import {stepKey} from './progress-view.js';

/**
 * What a screen reader announces by itself: each line when it changes. The region is there from the start, because many
 * screen readers do not announce a region that arrives together with its text.
 */
export function announcementsView(state: PanelState): TemplateResult {
  const {words, warning, saver, session} = state;
  const phase = phaseKey(state);
  return html`<div class="visually-hidden" role="status" aria-atomic="false">
    <p>${phase ? words.text(phase) : ''}</p>
    <p>${session.microphoneAsking ? words.text('microphoneAsking') : ''}</p>
    <p>${warning === null ? '' : words.text('timeWarning', warning)}</p>
    <p>${saver.hasCopied ? words.text('copied') : ''}</p>
    <p dir="auto">${answer(state)}</p>
  </div>`;
}

/** The phase of the session. A failure is an alert of its own. */
function phaseKey({host, phase, session}: PanelState): StringKey | null {
  if (session.isHeld) return 'held';
  switch (phase) {
    case 'connecting':
      return stepKey(session.step);
    case 'reconnecting':
      return 'reconnecting';
    case 'stopping':
      return 'stopping';
    case 'ended':
      return endKey(host);
    default:
      return null;
  }
}

/** The avatar's answer to typed text. An open transcript announces it already, as a log does. */
function answer({host, popups, transcript}: PanelState): string {
  if (!host.chat || popups.current === 'transcript') return '';
  return transcript.answer;
}
