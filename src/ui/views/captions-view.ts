import {html, nothing, type TemplateResult} from 'lit';
import type {PanelState} from '../state/panel-state.js';

/** The words that the avatar says now. */
export function captionsView({captions}: PanelState): TemplateResult | typeof nothing {
  const {text} = captions;
  if (!text) return nothing;
  return html`<p class="caption" part="captions" dir="auto"><span part="caption-text">${text}</span></p>`;
}
