import {html, nothing, type TemplateResult} from 'lit';
import type {PanelState} from '../state/panel-state.js';
import {composerView} from './composer-view.js';
import {controlView} from './control-view.js';
import {hangUpIcon, interruptIcon} from './icons.js';
import {menuView} from './menu-view.js';
import {microphoneView} from './microphone-view.js';

/** The bar of controls at the bottom. */
export function barView(state: PanelState): TemplateResult {
  const {host, words, isIdle} = state;
  const {chat, controls, speaking} = host;
  return html`<div
    class="bar"
    part="controls"
    role="group"
    aria-label=${words.text('controls')}
    ?data-idle=${isIdle}
    ?data-chat=${chat}
    ?data-listening=${host.microphoneOpen && !host.microphoneMuted}
  >
    ${host.microphone || host.pushToTalk ? microphoneView(state) : nothing}
    ${chat ? composerView(state) : html`<span class="space"></span>`}
    ${
      speaking && (controls || chat)
        ? controlView({
            part: 'interrupt',
            name: words.text('interrupt'),
            icon: interruptIcon,
            act: () => void state.attempt('interrupt', () => host.interrupt()),
          })
        : nothing
    }
    ${controls || chat || host.consent === 'required' ? menuView(state) : nothing}
    ${controlView({part: 'stop', name: words.text('stop'), icon: hangUpIcon, act: () => void host.stop()})}
  </div>`;
}
