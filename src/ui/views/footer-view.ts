import {html, nothing, type TemplateResult} from 'lit';
import type {PanelState} from '../state/panel-state.js';
import {composerView} from './composer-view.js';
import {controlView} from './control-view.js';
import {captionsIcon, hangUpIcon, mutedIcon} from './icons.js';
import {interruptView} from './interrupt-view.js';
import {microphoneView} from './microphone-view.js';

/** The controls under the picture, each in its place for the whole conversation. */
export function footerView(state: PanelState): TemplateResult {
  const {host, words, session, isIdle, button} = state;
  const hasMicrophone = host.microphone || host.pushToTalk;
  return html`<div
    class="footer"
    part="controls"
    role="group"
    aria-label=${words.text('controls')}
    ?inert=${host.state === 'stopping'}
    ?data-idle=${isIdle}
    ?data-chat=${host.chat}
    ?data-hold=${host.pushToTalk}
    ?data-held=${button.held !== null && !session.microphoneAsking}
    ?data-listening=${host.microphoneOpen && !host.microphoneMuted}
  >
    ${host.chat ? nothing : startSlot(state)}
    ${hasMicrophone && (host.chat || !session.blocked) ? microphoneView(state) : nothing} ${middle(state)}
    ${controlView({part: 'stop', name: words.text('stop'), icon: hangUpIcon, act: () => void host.stop()})}
  </div>`;
}

/** Without a text box: captions, or the button that interrupts while the avatar speaks. Beside a microphone it is always there. */
function startSlot(state: PanelState): TemplateResult | typeof nothing {
  const {host, words, captions} = state;
  if (!host.controls) return host.microphone && !host.pushToTalk ? interruptView(state) : nothing;
  return host.speaking
    ? interruptView(state)
    : controlView({
        part: 'caption-toggle',
        name: words.text(captions.areOn ? 'hideCaptions' : 'showCaptions'),
        icon: captionsIcon,
        isOn: captions.areOn,
        act: () => (captions.areOn = !captions.areOn),
      });
}

/** An element that is lower than this has no room for a text box under the face; the conversation has one. */
const LOWEST = 168;

/** What is refused until the visitor's next gesture takes the place of the text box, or of the microphone. */
function middle(state: PanelState): TemplateResult | typeof nothing {
  const {host, session, words} = state;
  if (session.blocked) {
    return html`<button class="primary unlock" part="unlock" @click=${() => session.unlock()}>
      ${mutedIcon} ${words.text(session.blocked === 'sound' ? 'tapForSound' : 'tapToPlay')}
    </button>`;
  }
  const {layout, frame} = state;
  return host.chat && !(layout === 'overlay' && frame.height < LOWEST) ? composerView(state) : nothing;
}
