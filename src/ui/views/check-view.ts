import {html, nothing, type TemplateResult} from 'lit';
import type {Outcome} from '../state/network-checks.js';
import type {SettingsText} from '../state/settings-text.js';
import type {StringKey} from '../locales/strings.js';
import {closeIcon, doneIcon, restartIcon} from './icons.js';
import {warningIcon, unknownIcon} from './settings-icons.js';

const ICONS = {fine: doneIcon, warning: warningIcon, bad: closeIcon, unknown: unknownIcon} as const;

/** What the connection check has found so far, each in a sentence, and a button that checks again. */
export function checkView(
  findings: readonly {readonly name: StringKey; readonly outcome: Outcome | null}[],
  text: SettingsText,
  again: () => void,
): TemplateResult {
  const isRunning = findings.some(({outcome}) => outcome === null);
  return html`<div class="check" part="check">
    <ul part="check-results" aria-live="polite" aria-busy=${isRunning}>
      ${findings.map(
        ({name, outcome}) =>
          html`<li part="check-result" data-verdict=${outcome?.verdict ?? nothing}>
            ${outcome ? ICONS[outcome.verdict] : html`<i class="spinner"></i>`}
            <span><b>${text(name)}</b> <span>${text(outcome?.words ?? 'checkRunning')}</span></span>
          </li>`,
      )}
    </ul>
    <button class="quiet" part="check-again" ?disabled=${isRunning} @click=${again}>
      ${restartIcon} ${text('checkAgain')}
    </button>
  </div>`;
}
