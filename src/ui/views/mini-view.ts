import {html, type TemplateResult} from 'lit';
import type {Localizer} from '../locales/localizer.js';
import type {MiniPlayerControls} from '../panel-host.js';
import {backIcon, closeIcon} from './icons.js';

/** The mini player's own buttons: back to the avatar's place in the page, and close. */
export function miniView(mini: MiniPlayerControls, words: Localizer): TemplateResult {
  const button = (part: string, name: string, icon: unknown, act: () => void) =>
    html`<button class="round" part=${part} aria-label=${name} title=${name} @click=${act}>${icon}</button>`;
  return html`<div class="mini">
    ${button('mini-back', words.text('miniBack'), backIcon, () => mini.goBack())}
    ${button('mini-close', words.text('miniClose'), closeIcon, () => mini.dismiss())}
  </div>`;
}
