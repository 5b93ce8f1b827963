import {html, nothing, type TemplateResult} from 'lit';
import type {LanguageChoice} from '../panel-host.js';
import type {PanelState} from '../state/panel-state.js';
import type {SettingsText} from '../state/settings-text.js';
import {choiceList} from './choice-list.js';

/** The languages, of which the visitor chooses one. */
export const languageList = (
  state: PanelState,
  language: LanguageChoice,
  text: SettingsText,
): TemplateResult =>
  choiceList({
    popup: 'languages',
    parts: ['languages', 'language-option'],
    title: text('language'),
    back: text('back'),
    choices: language.choices.map((tag) => ({
      name: language.nameOf(tag),
      lang: tag,
      isChosen: tag === language.current,
      choose: () => {
        language.choose(tag);
        state.popups.close();
      },
    })),
    onBack: () => state.popups.close(),
  });

/** The avatar goes on in the language in which it has begun. */
export function languageNote(
  {host}: PanelState,
  language: LanguageChoice,
  text: SettingsText,
): TemplateResult | typeof nothing {
  if (!language.isPending) return nothing;
  const restart = async () => {
    await host.stop();
    await host.start();
  };
  return html`<div class="note" part="language-note" role="status">
    <span>${text('languageNext')}</span>
    <button class="quiet" part="new-conversation" @click=${() => void restart().catch(() => {})}>
      ${text('newConversation')}
    </button>
  </div>`;
}
