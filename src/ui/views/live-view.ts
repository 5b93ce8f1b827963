import {html, nothing, type TemplateResult} from 'lit';
import type {PanelState} from '../state/panel-state.js';
import {barView} from './bar-view.js';
import {mutedIcon} from './icons.js';
import {miniView} from './mini-view.js';
import {isComposing} from '../state/ime.js';
import {noticesView} from './notices-view.js';
import {transcriptView} from './transcript-view.js';

/** Everything over the picture of a live avatar. */
export function liveView(state: PanelState): TemplateResult {
  const {host, words, session, captions} = state;
  const caption = captions.text;
  return html`
    ${noticesView(state)}
    ${
      session.blocked
        ? html`<button class="unlock" part="unlock" @click=${() => session.unlock()}>
            ${mutedIcon} ${words.text(session.blocked === 'sound' ? 'tapForSound' : 'tapToPlay')}
          </button>`
        : nothing
    }
    <div class="deck" @keydown=${(event: KeyboardEvent) => onKey(event, state)}>
      ${state.drawer === 'transcript' ? transcriptView(state) : nothing}
      ${caption ? html`<p class="caption" part="captions" dir="auto"><span part="caption-text">${caption}</span></p>` : nothing}
      ${barView(state)}
    </div>
    ${host.mini ? miniView(host.mini, words) : nothing}
  `;
}

/** Escape closes what is open, and nothing beyond it; while an input method composes, it is the method's. */
function onKey(event: KeyboardEvent, state: PanelState): void {
  if (event.key !== 'Escape' || isComposing(event) || state.drawer === null) return;
  event.stopPropagation();
  event.preventDefault();
  state.closeDrawer();
}
