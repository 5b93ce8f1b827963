import {html, nothing, type TemplateResult} from 'lit';
import type {PanelState} from '../state/panel-state.js';
import {clock, elapsed, remaining} from '../state/time-left.js';
import {composerView} from './composer-view.js';
import {
  captionsIcon,
  chatIcon,
  fullscreenIcon,
  interruptIcon,
  moreIcon,
  mutedIcon,
  pictureIcon,
  soundIcon,
  hangUpIcon,
} from './icons.js';
import {microphoneView} from './microphone-view.js';

/** A control of the bar: a round button whose name is also its label in the menu. */
interface Control {
  readonly part: string;
  readonly name: string;
  readonly icon: unknown;
  /** Whether what the name offers to end is going on. */
  readonly isOn?: boolean;
  readonly act: () => void;
}

/**
 * The bar at the bottom. What has no room in a narrow avatar goes to the menu behind the last but one button: the same
 * buttons, shown elsewhere by the style sheet.
 */
export function barView(state: PanelState): TemplateResult {
  const {host, words, isIdle} = state;
  const {chatBox, controls, speaking} = host;
  return html`<div
    class="bar"
    part="controls"
    role="group"
    aria-label=${words.text('controls')}
    ?data-idle=${isIdle}
    ?data-chat=${chatBox}
  >
    ${host.microphone || host.pushToTalk ? microphoneView(state) : nothing}
    ${chatBox ? composerView(state) : html`<span class="space"></span>`}
    ${
      speaking && (controls || chatBox)
        ? control({
            part: 'interrupt',
            name: words.text('interrupt'),
            icon: interruptIcon,
            act: () => void state.act('interrupt', () => host.interrupt()),
          })
        : nothing
    }
    ${controls || chatBox ? extras(state) : nothing}
    ${control({part: 'stop', name: words.text('stop'), icon: hangUpIcon, act: () => void host.stop()})}
  </div>`;
}

function extras(state: PanelState): TemplateResult {
  const {host, words} = state;
  const isOpen = state.drawer === 'more';
  return html`<div
      class="extras"
      id="more"
      part="menu"
      data-drawer="more"
      role="group"
      aria-label=${words.text('more')}
      ?data-open=${isOpen}
    >
      ${host.controls ? clockView(state) : nothing} ${extraControls(state).map((each) => control(each))}
      ${
        host.controls
          ? html`<label class="volume"
              ><span class="unseen">${words.text('volume')}</span>
              <input
                part="volume"
                type="range"
                min="0"
                max="1"
                step="0.05"
                .value=${String(host.muted ? 0 : host.volume)}
                @input=${(event: Event) => setVolume(state, event)}
            /></label>`
          : nothing
      }
    </div>
    <button
      class="round more"
      part="more"
      data-opens="more"
      aria-expanded=${isOpen}
      aria-controls="more"
      aria-label=${words.text('more')}
      title=${words.text('more')}
      @click=${() => state.toggle('more')}
    >
      ${moreIcon}
    </button>`;
}

function extraControls(state: PanelState): Control[] {
  const {host, words, captions} = state;
  const isTranscript = state.drawer === 'transcript';
  const transcript: Control = {
    part: 'text',
    name: words.text(isTranscript ? 'hideTranscript' : 'showTranscript'),
    icon: chatIcon,
    isOn: isTranscript,
    act: () => state.toggle('transcript'),
  };
  if (!host.controls) return [transcript];
  const captionToggle: Control = {
    part: 'caption-toggle',
    name: words.text(captions.areOn ? 'hideCaptions' : 'showCaptions'),
    icon: captionsIcon,
    isOn: captions.areOn,
    act: () => (captions.areOn = !captions.areOn),
  };
  const mute: Control = {
    part: 'mute',
    name: words.text(host.muted ? 'unmute' : 'mute'),
    icon: host.muted ? mutedIcon : soundIcon,
    act: () => (host.muted = !host.muted),
  };
  return [transcript, captionToggle, ...screenControls(state), mute];
}

/** Full screen and picture in picture, where the browser has them. */
function screenControls({host, words}: PanelState): Control[] {
  const isFull = (host.getRootNode() as Document | ShadowRoot).fullscreenElement === host;
  const isApart = host.shadowRoot?.pictureInPictureElement === host.video;
  const full: Control = {
    part: 'fullscreen',
    name: words.text(isFull ? 'exitFullscreen' : 'fullscreen'),
    icon: fullscreenIcon,
    isOn: isFull,
    act: () => void (isFull ? document.exitFullscreen() : host.requestFullscreen()).catch(() => {}),
  };
  const apart: Control = {
    part: 'picture-in-picture',
    name: words.text(isApart ? 'exitPictureInPicture' : 'pictureInPicture'),
    icon: pictureIcon,
    isOn: isApart,
    act: () =>
      void (isApart ? document.exitPictureInPicture() : host.video.requestPictureInPicture()).catch(() => {}),
  };
  return [
    ...(document.pictureInPictureEnabled ? [apart] : []),
    ...(document.fullscreenEnabled ? [full] : []),
  ];
}

function clockView({host, words}: PanelState): TemplateResult {
  const left = remaining(host);
  const name = words.text(left === null ? 'elapsed' : 'remaining');
  return html`<span class="clock" part="clock" role="timer" aria-label=${name} title=${name}
    >${clock(left ?? elapsed(host), words)}</span
  >`;
}

/** Down to nothing is mute, so that the loudness of before comes back with the sound. */
function setVolume({host}: PanelState, {currentTarget}: Event): void {
  const {valueAsNumber: volume} = currentTarget as HTMLInputElement;
  host.muted = volume === 0;
  if (!host.muted) host.volume = volume;
}

/** Its name says what it will do, which changes; so it is not a toggle that is pressed as well. */
function control({part, name, icon, isOn, act}: Control): TemplateResult {
  return html`<button
    class="round"
    part=${part}
    title=${name}
    ?data-on=${isOn}
    data-opens=${part === 'text' ? 'transcript' : nothing}
    @click=${act}
  >
    ${icon}<span class="name">${name}</span>
  </button>`;
}
