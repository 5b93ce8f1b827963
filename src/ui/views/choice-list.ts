import {html, nothing, type TemplateResult} from 'lit';
import {doneIcon} from './icons.js';
import {settingsPage, type SettingsPage} from './setting-row.js';

/** A list from which the visitor chooses one, a view of the settings. */
interface ChoiceList extends Omit<SettingsPage, 'part'> {
  /** Of the list, and of each choice in it. */
  readonly parts: readonly [list: string, choice: string];
  readonly choices: readonly Choice[];
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

export const choiceList = ({parts: [part, choicePart], choices, more, ...page}: ChoiceList): TemplateResult =>
  settingsPage(
    {...page, part},
    html`${choices.map(
      ({name, lang, isChosen, choose}) =>
        html`<button class="row device" part=${choicePart} aria-pressed=${isChosen} @click=${choose}>
          <span class="label"><bdi lang=${lang ?? nothing}>${name}</bdi></span
          >${isChosen ? doneIcon : nothing}
        </button>`,
    )}
    ${more ?? nothing}`,
  );
