import {html, nothing, type TemplateResult} from 'lit';
import type {Panels} from '../panels.js';
import {barView} from './bar.js';
import {mutedIcon} from './icons.js';
import {noticesView} from './notices.js';
import {transcriptView} from './transcript.js';

/** Everything over the picture of a live avatar. */
export function liveView(panels: Panels): TemplateResult {
  const {words, session, caption} = panels;
  return html`
    ${noticesView(panels)}
    ${
      session.blocked
        ? html`<button class="unlock" part="unlock" @click=${() => session.unlock()}>
            ${mutedIcon} ${words.say(session.blocked === 'sound' ? 'tapForSound' : 'tapToPlay')}
          </button>`
        : nothing
    }
    <div class="deck" @keydown=${(event: KeyboardEvent) => onKey(event, panels)}>
      ${panels.drawer === 'transcript' ? transcriptView(panels) : nothing}
      ${caption ? html`<p class="caption" part="captions" dir="auto"><span>${caption}</span></p>` : nothing}
      ${barView(panels)}
    </div>
  `;
}

/** Escape closes what is open, and nothing beyond it. */
function onKey(event: KeyboardEvent, panels: Panels): void {
  if (event.key !== 'Escape' || panels.drawer === null) return;
  event.stopPropagation();
  event.preventDefault();
  panels.closeDrawer();
}
