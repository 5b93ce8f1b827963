import {html, nothing, type TemplateResult} from 'lit';
import type {Loudspeaker} from '../state/loudspeaker.js';
import type {PanelState} from '../state/panel-state.js';
import type {SettingsText} from '../state/settings-text.js';
import {TEXT_SIZES, type TextSize, type TextSizeKey} from '../state/text-size.js';
import {clock, elapsed, remaining} from '../state/time-left.js';
import {
  captionsIcon,
  chatIcon,
  downloadIcon,
  fullscreenIcon,
  microphoneIcon,
  mutedIcon,
  pictureIcon,
  soundIcon,
  withdrawIcon,
} from './icons.js';
import {languageNote} from './language-list.js';
import {actionRow, openingRow, switchRow, titleRow} from './setting-row.js';
import {hasChoiceOfLanguages, hasChoiceOfMicrophones, hasSettings} from './settings-button.js';
import {clockIcon, globeIcon, letterIcon, signalIcon, textSizeIcon} from './settings-icons.js';

type Rows = TemplateResult | typeof nothing;

/** What the rows show, and change. */
export interface Settings {
  readonly state: PanelState;
  readonly text: SettingsText;
  readonly textSize: TextSize;
  readonly speaker: Loudspeaker;
}

/** What the visitor sets once in a visit, or never: a view of the panel. It has the rows that apply. */
export function settingsView(settings: Settings): Rows {
  const {state, text} = settings;
  const {host} = state;
  if (!hasSettings(state)) return nothing;
  return html`<div
    class="menu"
    part="menu"
    data-popup="more"
    role="group"
    aria-label=${text('more')}
    ?data-open=${state.popups.current === 'more'}
  >
    ${titleRow(text('more'), text('back'), () => state.popups.close())}
    ${host.chat || host.controls ? conversationRows(settings) : nothing}
    ${host.controls ? volumeRow(settings) : nothing} ${speakerRow(settings)} ${microphoneRow(settings)}
    ${languageRow(settings)} ${host.controls ? screenRows(settings) : nothing} ${checkRow(settings)}
    ${host.consent === 'required' ? consentRow(settings) : nothing}
    ${host.controls ? timeRow(settings) : nothing}
    <slot name="handover"></slot>
  </div>`;
}

/** The words of the conversation: as a text, as captions, their size. */
function conversationRows(settings: Settings): TemplateResult {
  const {state, text} = settings;
  const {host, captions, transcript} = state;
  const isOpen = state.popups.current === 'transcript';
  return html`${actionRow({
    part: 'text',
    icon: chatIcon,
    name: text(isOpen ? 'hideTranscript' : 'showTranscript'),
    act: () => state.popups.toggle('transcript'),
  })}
  ${
    host.controls
      ? switchRow({
          part: 'caption-toggle',
          icon: captionsIcon,
          name: text('captions'),
          isOn: captions.areOn,
          flip: () => (captions.areOn = !captions.areOn),
        })
      : nothing
  }
  ${textSizeRow(settings)}
  ${
    transcript.lines.length > 0
      ? actionRow({
          part: 'save-transcript',
          icon: downloadIcon,
          name: text('saveTranscript'),
          act: () => void state.saver.save('text'),
        })
      : nothing
  }`;
}

/**
 * Three sizes, each shown by a letter of its size. They have a form of their own: Chromium keeps the radio buttons of a shadow root
 * that are in none, also when they are gone.
 */
function textSizeRow({text, textSize}: Settings): TemplateResult {
  const step = (key: TextSizeKey) =>
    html`<label class="size" title=${text(key)}>
      <input
        type="radio"
        name="text-size"
        part="text-size-choice"
        aria-label=${text(key)}
        .checked=${textSize.key === key}
        @change=${() => (textSize.key = key)}
      />
      <span data-size=${key}>${letterIcon}</span>
    </label>`;
  return html`<form
    class="text-size"
    part="text-size-form"
    @submit=${(event: Event) => event.preventDefault()}
  >
    <div class="row" part="text-size" role="radiogroup" aria-label=${text('textSize')}>
      ${textSizeIcon}<span class="label" aria-hidden="true">${text('textSize')}</span>
      <span class="sizes">${(Object.keys(TEXT_SIZES) as TextSizeKey[]).map(step)}</span>
    </div>
  </form>`;
}

/** The icon is the button that mutes, as in every player. */
function volumeRow({state, text}: Settings): TemplateResult {
  const {host, words} = state;
  const volume = host.muted ? 0 : host.volume;
  const mute = text(host.muted ? 'unmute' : 'mute');
  return html`<div class="row volume">
    <button
      class="bare"
      part="mute"
      aria-label=${mute}
      title=${mute}
      @click=${() => (host.muted = !host.muted)}
    >
      ${host.muted ? mutedIcon : soundIcon}
    </button>
    <span class="label" aria-hidden="true">${text('volume')}</span>
    <input
      part="volume"
      type="range"
      min="0"
      max="1"
      step="0.05"
      aria-label=${text('volume')}
      .value=${String(volume)}
      @input=${(event: Event) => setVolume(state, event)}
    />
    <span class="value" aria-hidden="true">${words.number(volume, {style: 'percent'})}</span>
  </div>`;
}

/** Zero mutes and keeps the volume, so that unmuting brings it back. */
function setVolume({host}: PanelState, {currentTarget}: Event): void {
  const {valueAsNumber: volume} = currentTarget as HTMLInputElement;
  host.muted = volume === 0;
  if (!host.muted) host.volume = volume;
}

/** A visitor with several microphones chooses one here, also where the page offers no other controls. */
function microphoneRow({state, text}: Settings): Rows {
  if (!hasChoiceOfMicrophones(state)) return nothing;
  return openingRow({
    part: 'choose-microphone',
    icon: microphoneIcon,
    name: text('microphoneLabel'),
    value: state.session.microphoneTrack?.label ?? '',
    opens: 'microphones',
    act: () => state.popups.toggle('microphones'),
  });
}

function speakerRow({state, text, speaker}: Settings): Rows {
  if (!speaker.isOffered) return nothing;
  return openingRow({
    part: 'choose-speaker',
    icon: soundIcon,
    name: text('speaker'),
    value: speaker.label || text('systemMicrophone'),
    opens: 'speakers',
    act: () => state.popups.toggle('speakers'),
  });
}

function languageRow({state, text}: Settings): Rows {
  const {language} = state.host.extras;
  if (!language || !hasChoiceOfLanguages(state)) return nothing;
  return html`${openingRow({
    part: 'choose-language',
    icon: globeIcon,
    name: text('language'),
    value: language.current ? language.nameOf(language.current) : '',
    opens: 'languages',
    act: () => state.popups.toggle('languages'),
  })}
  ${languageNote(state, language, text)}`;
}

/** Full screen and picture in picture, where the browser has them. */
function screenRows({state: {host}, text}: Settings): TemplateResult {
  const isFullscreen = (host.getRootNode() as Document | ShadowRoot).fullscreenElement === host;
  const isInPicture = host.shadowRoot?.pictureInPictureElement === host.video;
  const fullscreen = actionRow({
    part: 'fullscreen',
    icon: fullscreenIcon,
    name: text(isFullscreen ? 'exitFullscreen' : 'fullscreen'),
    act: () => void (isFullscreen ? document.exitFullscreen() : host.requestFullscreen()).catch(() => {}),
  });
  const pictureInPicture = actionRow({
    part: 'picture-in-picture',
    icon: pictureIcon,
    name: text(isInPicture ? 'exitPictureInPicture' : 'pictureInPicture'),
    act: () =>
      void (isInPicture ? document.exitPictureInPicture() : host.video.requestPictureInPicture()).catch(
        () => {},
      ),
  });
  return html`${document.fullscreenEnabled ? fullscreen : nothing}
  ${document.pictureInPictureEnabled ? pictureInPicture : nothing}`;
}

const checkRow = ({state, text}: Settings): TemplateResult =>
  openingRow({
    part: 'check-connection',
    icon: signalIcon,
    name: text('checkConnection'),
    opens: 'check',
    act: () => {
      state.check?.open();
      state.popups.toggle('check');
    },
  });

const consentRow = ({state, text}: Settings): TemplateResult =>
  actionRow({
    part: 'withdraw-consent',
    icon: withdrawIcon,
    name: text('withdrawConsent'),
    act: () => state.withdrawConsent(),
  });

function timeRow({state: {host, words}, text}: Settings): TemplateResult {
  const left = remaining(host);
  const name = text(left === null ? 'elapsed' : 'remaining');
  return html`<div class="row">
    ${clockIcon}<span class="label" aria-hidden="true">${name}</span>
    <span class="value" part="clock" role="timer" aria-label=${name}
      >${clock(left ?? elapsed(host), words)}</span
    >
  </div>`;
}
