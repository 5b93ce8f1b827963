import {html, type TemplateResult} from 'lit';
import {END_WORDS} from '../state/failure-words.js';
import type {PanelState} from '../state/panel-state.js';
import type {StringKey} from '../locales/strings.js';
import {stepKey} from './progress-view.js';

/**
 * What a screen reader says by itself. The region is there before its texts are, and stays: many do not tell of one that
 * comes with its text. Each line is told when it changes.
 */
export function announcementsView(state: PanelState): TemplateResult {
  const {words, warning, hasCopied} = state;
  const phase = phaseKey(state);
  return html`<div class="unseen" role="status" aria-atomic="false">
    <p>${phase ? words.text(phase) : ''}</p>
    <p>${warning === null ? '' : words.text('timeWarning', warning)}</p>
    <p>${hasCopied ? words.text('copied') : ''}</p>
    <p dir="auto">${answer(state)}</p>
  </div>`;
}

/** How far the session is; of a failure an alert tells. */
function phaseKey({host, session}: PanelState): StringKey | null {
  switch (host.state) {
    case 'connecting':
      return stepKey(session.step);
    case 'reconnecting':
      return 'reconnecting';
    case 'stopping':
      return 'stopping';
    case 'ended':
      return END_WORDS[host.endReason ?? 'stopped'];
    default:
      return null;
  }
}

/** The answer to what was typed, unless the transcript is open: that is a log, which tells of it. */
function answer({host, drawer, transcript}: PanelState): string {
  if (!host.chatBox || drawer === 'transcript') return '';
  return transcript.lines.findLast(({role}) => role === 'avatar')?.text ?? '';
}
