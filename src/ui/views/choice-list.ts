import {html, nothing, type TemplateResult} from 'lit';
import type {Popup} from '../state/panel-state.js';
import {doneIcon} from './icons.js';
import {titleRow} from './setting-row.js';

/** A list from which the visitor chooses one, a view of the settings. */
interface ChoiceList {
  readonly popup: Popup;
  /** Of the list, and of each choice in it. */
  readonly parts: readonly [list: string, choice: string];
  readonly title: string;
  readonly back: string;
  readonly choices: readonly Choice[];
  readonly onBack: () => void;
  /** What stands below the choices. */
  readonly more?: unknown;
}

interface Choice {
  readonly name: string;
  /** The language of the name, where it is another one than that of the other texts. */
  readonly lang?: string;
  readonly isChosen: boolean;
  readonly choose: () => void;
}

export const choiceList = ({popup, parts, title, back, choices, onBack, more}: ChoiceList): TemplateResult =>
  html`<div class="devices" part=${parts[0]} data-popup=${popup} role="group" aria-label=${title}>
    ${titleRow(title, back, onBack)}
    ${choices.map(
      ({name, lang, isChosen, choose}) =>
        html`<button class="row device" part=${parts[1]} aria-pressed=${isChosen} @click=${choose}>
          <span class="label"><bdi lang=${lang ?? nothing}>${name}</bdi></span
          >${isChosen ? doneIcon : nothing}
        </button>`,
    )}
    ${more ?? nothing}
  </div>`;
