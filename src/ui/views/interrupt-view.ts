import {html, type TemplateResult} from 'lit';
import type {PanelState} from '../state/panel-state.js';
import {controlView} from './control-view.js';
import {interruptIcon} from './icons.js';

/** In a template of its own, so that the button does not become the one that takes its place: a second press would mean that. */
export function interruptView(state: PanelState): TemplateResult {
  const {host, words} = state;
  return html`${controlView({
    part: 'interrupt',
    name: words.text('interrupt'),
    icon: interruptIcon,
    isDisabled: !host.speaking,
    act: () => void state.attempt('interrupt', () => host.interrupt()),
  })}`;
}
