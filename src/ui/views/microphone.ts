import {html, nothing, type TemplateResult} from 'lit';
import type {Panels} from '../panels.js';
import {chevronIcon, microphoneIcon, microphoneOffIcon} from './icons.js';

/** The microphone's button, and the choice of devices beside it once there is one. */
export function microphoneView(panels: Panels): TemplateResult {
  const {host, microphones} = panels;
  return html`<div class="mic">
    ${host.pushToTalk ? holdButton(panels) : toggleButton(panels)}
    ${host.microphoneOpen && microphones.length > 1 ? choice(panels) : nothing}
  </div>`;
}

function toggleButton(panels: Panels): TemplateResult {
  const {host, words} = panels;
  const isOpen = host.microphoneOpen;
  const name = words.say(isOpen ? 'microphoneOff' : 'microphoneOn');
  return html`<button
    class="round level"
    part="microphone"
    title=${name}
    aria-pressed=${isOpen}
    @click=${() => panels.act(() => (isOpen ? host.stopMicrophone() : host.startMicrophone()))}
  >
    ${isOpen ? microphoneIcon : microphoneOffIcon}<span class="name">${name}</span>
  </button>`;
}

/** Held by pointer, space bar or Enter; whatever takes the hold away counts as letting go. */
function holdButton(panels: Panels): TemplateResult {
  const {host, words} = panels;
  const name = words.say('holdToTalk');
  const press = () => panels.act(() => host.startPushToTalk());
  const release = () => panels.act(() => host.stopPushToTalk());
  const onPointer = (event: PointerEvent) => {
    (event.currentTarget as HTMLElement).setPointerCapture(event.pointerId);
    press();
  };
  const onKey = (event: KeyboardEvent) => {
    if (event.key !== ' ' && event.key !== 'Enter') return;
    event.preventDefault();
    if (event.type === 'keyup') release();
    else if (!event.repeat) press();
  };
  return html`<button
    class="round level hold"
    part="microphone"
    title=${name}
    @pointerdown=${onPointer}
    @lostpointercapture=${release}
    @keydown=${onKey}
    @keyup=${onKey}
    @blur=${release}
    @contextmenu=${(event: Event) => event.preventDefault()}
  >
    ${microphoneIcon}<span class="name">${name}</span>
  </button>`;
}

function choice(panels: Panels): TemplateResult {
  const {words} = panels;
  const isOpen = panels.drawer === 'microphones';
  const name = words.say('chooseMicrophone');
  return html`<button
      class="round choose"
      part="choose-microphone"
      data-opens="microphones"
      aria-label=${name}
      title=${name}
      aria-expanded=${isOpen}
      @click=${() => panels.toggle('microphones')}
    >
      ${chevronIcon}
    </button>
    ${isOpen ? deviceList(panels, name) : nothing}`;
}

function deviceList(panels: Panels, name: string): TemplateResult {
  const {host, microphones, words, session} = panels;
  const current = session.microphoneTrack?.getSettings().deviceId;
  return html`<div class="devices" part="microphones" role="group" aria-label=${name}>
    ${microphones.map(
      ({deviceId, label}) =>
        html`<button
          class="device"
          part="device"
          aria-pressed=${deviceId === current}
          @click=${() => {
            panels.closeDrawer();
            panels.act(() => host.startMicrophone({deviceId}));
          }}
        >
          ${deviceId === 'default' || !label ? words.say('systemMicrophone') : label}
        </button>`,
    )}
  </div>`;
}
