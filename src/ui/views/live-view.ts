import {html, nothing, type TemplateResult} from 'lit';
import type {PanelState} from '../state/panel-state.js';
import {barView} from './bar-view.js';
import {captionsView} from './captions-view.js';
import {mutedIcon} from './icons.js';
import {miniView} from './mini-view.js';
import {noticesView} from './notices-view.js';
import {transcriptView} from './transcript-view.js';

/** Questions are offered while nobody speaks or waits for an answer. */
const talkOf = ({transcript: {isEmpty, lines, partial}, host}: PanelState) => ({
  isEmpty,
  isAnswered: lines.at(-1)?.role === 'avatar' && partial.length === 0 && !host.speaking,
});

/** Everything over the picture of a live avatar. */
export function liveView(state: PanelState): TemplateResult {
  const {host, words, session} = state;
  return html`
    ${noticesView(state)}
    ${
      session.blocked
        ? html`<button class="unlock" part="unlock" @click=${() => session.unlock()}>
            ${mutedIcon} ${words.text(session.blocked === 'sound' ? 'tapForSound' : 'tapToPlay')}
          </button>`
        : nothing
    }
    <div class="bottom" ?data-transcript=${state.popup === 'transcript'}>
      ${state.popup === 'transcript' ? transcriptView(state) : nothing} ${captionsView(state)}
      ${host.extras.chips(talkOf(state))} ${barView(state)}
    </div>
    ${host.mini ? miniView(host.mini, words) : nothing}
  `;
}
