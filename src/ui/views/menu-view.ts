import {html, nothing, type TemplateResult} from 'lit';
import type {PanelState} from '../state/panel-state.js';
import {clock, elapsed, remaining} from '../state/time-left.js';
import {controlView, type Control} from './control-view.js';
import {hasChoiceOfMicrophones, microphoneChoice} from './microphone-view.js';
import {
  captionsIcon,
  chatIcon,
  fullscreenIcon,
  moreIcon,
  mutedIcon,
  pictureIcon,
  soundIcon,
  withdrawIcon,
} from './icons.js';

/** The button in the corner of the picture that opens the settings. */
export function menuButton(state: PanelState): TemplateResult | typeof nothing {
  const {host, words} = state;
  if (!hasMenu(state)) return nothing;
  return html`<button
    class="round more"
    part="more"
    data-opens="more"
    ?inert=${host.state === 'stopping'}
    aria-expanded=${state.popup === 'more'}
    aria-controls="more"
    aria-label=${words.text('more')}
    title=${words.text('more')}
    @click=${() => state.togglePopup('more')}
  >
    ${moreIcon}
  </button>`;
}

/** What one sets once in a visit, or never: a view of the panel. */
export function menuView(state: PanelState): TemplateResult | typeof nothing {
  const {host, words} = state;
  if (!hasMenu(state)) return nothing;
  return html`<div
    class="menu"
    id="more"
    part="menu"
    data-popup="more"
    role="group"
    aria-label=${words.text('more')}
    ?data-open=${state.popup === 'more'}
  >
    ${controlsOf(state).map((each) => controlView(each))} ${host.controls ? volumeView(state) : nothing}
    ${microphoneChoice(state)} ${host.controls ? clockView(state) : nothing}
    <slot name="handover"></slot>
  </div>`;
}

/** A visitor with several microphones chooses one here, also where the page offers no other controls. */
const hasMenu = (state: PanelState): boolean =>
  state.host.controls ||
  state.host.chat ||
  state.host.consent === 'required' ||
  state.host.querySelector(':scope > [slot=handover]') !== null ||
  hasChoiceOfMicrophones(state);

function controlsOf(state: PanelState): Control[] {
  const {host, words, captions} = state;
  const isTranscriptOpen = state.popup === 'transcript';
  const transcript: Control = {
    part: 'text',
    name: words.text(isTranscriptOpen ? 'hideTranscript' : 'showTranscript'),
    icon: chatIcon,
    isOn: isTranscriptOpen,
    opens: 'transcript',
    act: () => state.togglePopup('transcript'),
  };
  const consent: Control = {
    part: 'withdraw-consent',
    name: words.text('withdrawConsent'),
    icon: withdrawIcon,
    act: () => state.withdrawConsent(),
  };
  const shown = [
    ...(host.chat || host.controls ? [transcript] : []),
    ...(host.consent === 'required' ? [consent] : []),
  ];
  if (!host.controls) return shown;
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
  return [...shown, captionToggle, ...screenControls(state), mute];
}

/** Full screen and picture in picture, where the browser has them. */
function screenControls({host, words}: PanelState): Control[] {
  const isFullscreen = (host.getRootNode() as Document | ShadowRoot).fullscreenElement === host;
  const isInPicture = host.shadowRoot?.pictureInPictureElement === host.video;
  const fullscreen: Control = {
    part: 'fullscreen',
    name: words.text(isFullscreen ? 'exitFullscreen' : 'fullscreen'),
    icon: fullscreenIcon,
    isOn: isFullscreen,
    act: () => void (isFullscreen ? document.exitFullscreen() : host.requestFullscreen()).catch(() => {}),
  };
  const pictureInPicture: Control = {
    part: 'picture-in-picture',
    name: words.text(isInPicture ? 'exitPictureInPicture' : 'pictureInPicture'),
    icon: pictureIcon,
    isOn: isInPicture,
    act: () =>
      void (isInPicture ? document.exitPictureInPicture() : host.video.requestPictureInPicture()).catch(
        () => {},
      ),
  };
  return [
    ...(document.pictureInPictureEnabled ? [pictureInPicture] : []),
    ...(document.fullscreenEnabled ? [fullscreen] : []),
  ];
}

function clockView({host, words}: PanelState): TemplateResult {
  const left = remaining(host);
  const name = words.text(left === null ? 'elapsed' : 'remaining');
  return html`<span class="clock" part="clock" role="timer" aria-label=${name} title=${name}
    >${clock(left ?? elapsed(host), words)}</span
  >`;
}

function volumeView(state: PanelState): TemplateResult {
  const {host, words} = state;
  return html`<label class="volume"
    ><span class="visually-hidden">${words.text('volume')}</span>
    <input
      part="volume"
      type="range"
      min="0"
      max="1"
      step="0.05"
      .value=${String(host.muted ? 0 : host.volume)}
      @input=${(event: Event) => setVolume(state, event)}
  /></label>`;
}

/** Zero mutes and keeps the volume, so that unmuting brings it back. */
function setVolume({host}: PanelState, {currentTarget}: Event): void {
  const {valueAsNumber: volume} = currentTarget as HTMLInputElement;
  host.muted = volume === 0;
  if (!host.muted) host.volume = volume;
}
