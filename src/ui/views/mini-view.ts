import {html, type TemplateResult} from 'lit';
import type {Localizer} from '../locales/localizer.js';
import type {MiniPlace} from '../panel-host.js';
import {backIcon, closeIcon} from './icons.js';

/** The way back to the place of an avatar that is shown small in a corner, and the way to be rid of it there. */
export function miniView(mini: MiniPlace, words: Localizer): TemplateResult {
  const button = (part: string, name: string, icon: unknown, act: () => void) =>
    html`<button class="round" part=${part} aria-label=${name} title=${name} @click=${act}>${icon}</button>`;
  return html`<div class="mini">
    ${button('mini-back', words.text('miniBack'), backIcon, () => mini.goBack())}
    ${button('mini-close', words.text('miniClose'), closeIcon, () => mini.dismiss())}
  </div>`;
}
