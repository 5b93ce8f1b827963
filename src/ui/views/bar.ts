import {html, nothing, type TemplateResult} from 'lit';
import type {Panels} from '../panels.js';
import {composerView} from './composer.js';
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
import {microphoneView} from './microphone.js';

/** A control of the bar: a round button whose name is also its label in the menu. */
interface Control {
  readonly part: string;
  readonly name: string;
  readonly icon: unknown;
  readonly pressed?: boolean;
  readonly act: () => void;
}

/**
 * The bar at the bottom. What has no room in a narrow avatar goes to the menu behind the last but one button: the same
 * buttons, shown elsewhere by the style sheet.
 */
export function barView(panels: Panels): TemplateResult {
  const {host, words, isIdle} = panels;
  const {chatBox, controls, speaking} = host;
  return html`<div
    class="bar"
    part="controls"
    role="group"
    aria-label=${words.say('controls')}
    ?data-idle=${isIdle}
    ?data-chat=${chatBox}
  >
    ${host.microphone || host.pushToTalk ? microphoneView(panels) : nothing}
    ${chatBox ? composerView(panels) : html`<span class="space"></span>`}
    ${
      speaking && (controls || chatBox)
        ? control({
            part: 'interrupt',
            name: words.say('interrupt'),
            icon: interruptIcon,
            act: () => panels.act(() => host.interrupt()),
          })
        : nothing
    }
    ${controls || chatBox ? extras(panels) : nothing}
    ${control({part: 'stop', name: words.say('stop'), icon: hangUpIcon, act: () => void host.stop()}, !chatBox)}
  </div>`;
}

function extras(panels: Panels): TemplateResult {
  const {host, words} = panels;
  const isOpen = panels.drawer === 'more';
  return html`<div
      class="extras"
      id="more"
      part="menu"
      role="group"
      aria-label=${words.say('more')}
      ?data-open=${isOpen}
    >
      ${host.controls ? clock(panels) : nothing} ${extraControls(panels).map((each) => control(each))}
      ${
        host.controls
          ? html`<label class="volume"
              ><span class="unseen">${words.say('volume')}</span>
              <input
                part="volume"
                type="range"
                min="0"
                max="1"
                step="0.05"
                .value=${String(host.muted ? 0 : host.volume)}
                @input=${(event: Event) => setVolume(panels, event)}
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
      aria-label=${words.say('more')}
      title=${words.say('more')}
      @click=${() => panels.toggle('more')}
    >
      ${moreIcon}
    </button>`;
}

function extraControls(panels: Panels): Control[] {
  const {host, words, areCaptionsOn} = panels;
  const isTranscript = panels.drawer === 'transcript';
  const transcript: Control = {
    part: 'text',
    name: words.say(isTranscript ? 'hideTranscript' : 'showTranscript'),
    icon: chatIcon,
    pressed: isTranscript,
    act: () => panels.toggle('transcript'),
  };
  if (!host.controls) return [transcript];
  const captions: Control = {
    part: 'caption-toggle',
    name: words.say(areCaptionsOn ? 'hideCaptions' : 'showCaptions'),
    icon: captionsIcon,
    pressed: areCaptionsOn,
    act: () => (panels.areCaptionsOn = !areCaptionsOn),
  };
  const mute: Control = {
    part: 'mute',
    name: words.say(host.muted ? 'unmute' : 'mute'),
    icon: host.muted ? mutedIcon : soundIcon,
    act: () => (host.muted = !host.muted),
  };
  return [transcript, captions, ...screenControls(panels), mute];
}

/** Full screen and picture in picture, where the browser has them. */
function screenControls({host, words}: Panels): Control[] {
  const isFull = document.fullscreenElement === host;
  const isApart = document.pictureInPictureElement === host || isShownApart(host.video);
  const full: Control = {
    part: 'fullscreen',
    name: words.say(isFull ? 'exitFullscreen' : 'fullscreen'),
    icon: fullscreenIcon,
    pressed: isFull,
    act: () => void (isFull ? document.exitFullscreen() : host.requestFullscreen()).catch(() => {}),
  };
  const apart: Control = {
    part: 'picture-in-picture',
    name: words.say(isApart ? 'exitPictureInPicture' : 'pictureInPicture'),
    icon: pictureIcon,
    pressed: isApart,
    act: () =>
      void (isApart ? document.exitPictureInPicture() : host.video.requestPictureInPicture()).catch(() => {}),
  };
  return [
    ...(document.pictureInPictureEnabled ? [apart] : []),
    ...(document.fullscreenEnabled ? [full] : []),
  ];
}

function isShownApart(video: HTMLVideoElement): boolean {
  const root = video.getRootNode() as ShadowRoot;
  return root.pictureInPictureElement === video;
}

function clock({remaining, elapsed, words}: Panels): TemplateResult {
  const name = words.say(remaining === null ? 'elapsed' : 'remaining');
  return html`<span class="clock" part="clock" role="timer" aria-label=${name} title=${name}
    >${words.clock(remaining ?? elapsed)}</span
  >`;
}

/** Down to nothing is mute, so that the loudness of before comes back with the sound. */
function setVolume({host}: Panels, {currentTarget}: Event): void {
  const {valueAsNumber: volume} = currentTarget as HTMLInputElement;
  host.muted = volume === 0;
  if (!host.muted) host.volume = volume;
}

function control({part, name, icon, pressed, act}: Control, isPrimary = false): TemplateResult {
  return html`<button
    class="round"
    part=${part}
    title=${name}
    aria-pressed=${pressed ?? nothing}
    data-opens=${part === 'text' ? 'transcript' : nothing}
    ?data-primary=${isPrimary}
    @click=${act}
  >
    ${icon}<span class="name">${name}</span>
  </button>`;
}
