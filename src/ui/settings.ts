import {html, nothing, type ReactiveController, type TemplateResult} from 'lit';
import type {SettingsView} from './panel-host.js';
import {Loudspeaker} from './state/loudspeaker.js';
import type {PanelState} from './state/panel-state.js';
import {settingsText, type SettingsText} from './state/settings-text.js';
import {TextSize} from './state/text-size.js';
import {languageList} from './views/language-list.js';
import {microphoneList} from './views/microphone-list.js';
import {settingsPage} from './views/setting-row.js';
import {settingsView} from './views/settings-view.js';
import {speakerList} from './views/speaker-list.js';

export {settingsStyles} from './views/settings-view.styles.js';

/** What the visitor sets: a view of the panel, with lists that open from there. Loaded once a conversation has begun. */
export class VisitorSettings implements SettingsView, ReactiveController {
  readonly #state: PanelState;
  readonly #textSize: TextSize;
  readonly #speaker: Loudspeaker;

  constructor(state: PanelState) {
    this.#state = state;
    this.#textSize = new TextSize(state);
    this.#speaker = new Loudspeaker(state);
    state.host.addController(this);
  }

  hostUpdated(): void {
    this.#textSize.apply();
  }

  render(): TemplateResult {
    const state = this.#state;
    const text = settingsText(state.words);
    return html`${settingsView({state, text, textSize: this.#textSize, speaker: this.#speaker})}
    ${this.#list(text)}`;
  }

  /** What is open from there. */
  #list(text: SettingsText): TemplateResult | typeof nothing {
    const state = this.#state;
    const {language} = state.host.extras;
    switch (state.popups.current) {
      case 'microphones':
        return microphoneList(state, text);
      case 'speakers':
        return speakerList(state, this.#speaker, text);
      case 'languages':
        return language ? languageList(state, language, text) : nothing;
      case 'check':
        return settingsPage(
          {
            popup: 'check',
            part: 'check-view',
            title: text('checkConnection'),
            back: text('back'),
            onBack: () => state.popups.close(),
          },
          state.check?.render(),
        );
      default:
        return nothing;
    }
  }
}
