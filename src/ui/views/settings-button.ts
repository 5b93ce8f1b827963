import {html, nothing, type TemplateResult} from 'lit';
import type {PanelState} from '../state/panel-state.js';
import {moreIcon} from './icons.js';

/** The button in the header, or in the corner of the picture, that opens the settings. */
export function settingsButton(state: PanelState): TemplateResult | typeof nothing {
  const {host, words} = state;
  if (!hasSettings(state)) return nothing;
  return html`<button
    class="round more"
    part="more"
    data-opens="more"
    ?inert=${host.state === 'stopping'}
    aria-expanded=${state.popups.current === 'more'}
    aria-label=${words.text('more')}
    title=${words.text('more')}
    @click=${() => state.popups.toggle('more')}
  >
    ${moreIcon}
  </button>`;
}

/** Before the browser has opened one, it names no microphone. */
export const hasChoiceOfMicrophones = ({host, microphones}: PanelState): boolean =>
  host.microphoneOpen && microphones.length > 1;

export const hasChoiceOfLanguages = ({host}: PanelState): boolean =>
  (host.extras.language?.choices.length ?? 0) > 1;

/**
 * Whether there is anything to set: where the page offers controls, the conversation or languages, where a consent can be withdrawn,
 * and where the visitor has several microphones. Otherwise the page wants the picture alone.
 */
export const hasSettings = (state: PanelState): boolean =>
  state.host.controls ||
  state.host.chat ||
  state.host.consent === 'required' ||
  state.host.querySelector(':scope > [slot=handover]') !== null ||
  hasChoiceOfLanguages(state) ||
  hasChoiceOfMicrophones(state);
