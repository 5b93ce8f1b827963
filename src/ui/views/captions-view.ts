import {html, nothing, type TemplateResult} from 'lit';
import type {PanelState} from '../state/panel-state.js';

/** The visitor's own typed words, until the avatar answers them: in the conversation, where that is open. */
export function ownWordsView({exchange, popups}: PanelState): TemplateResult | typeof nothing {
  if (!exchange.waiting || popups.current === 'transcript') return nothing;
  return html`<p class="caption own" part="own-words" dir="auto" aria-hidden="true">
    <span>${exchange.waiting}</span>
  </p>`;
}

/** The words that the avatar says now: at the bottom of the picture, or below it, where they have their place as long as they are on. */
export function captionsView({captions, frame, layout}: PanelState): TemplateResult | typeof nothing {
  const {text} = captions;
  const isBelow = frame.isStageLow && layout !== 'overlay';
  if (isBelow && captions.areOn) return html`<div class="under">${captionView(text)}</div>`;
  return text ? captionView(text) : nothing;
}

const captionView = (text: string): TemplateResult | typeof nothing =>
  text
    ? html`<p class="caption" part="captions" dir="auto"><span part="caption-text">${text}</span></p>`
    : nothing;
