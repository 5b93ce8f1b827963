import {html, nothing, type TemplateResult} from 'lit';
import type {Localizer} from './locales/localizer.js';
import {closeIcon, hangUpIcon, microphoneIcon, microphoneOffIcon} from './views/icons.js';

/** What is over the picture of the mini player, and what its buttons do. */
export interface MiniPlayerPieces {
  readonly words: Localizer;
  /** Whether the visitor's tap has shown the buttons. */
  readonly isAwake: boolean;
  readonly hasMicrophone: boolean;
  readonly isHeard: boolean;
  readonly onBack: (isTouch: boolean) => void;
  readonly onClose: () => void;
  readonly onMicrophone: () => void;
  readonly onEnd: () => void;
  readonly onPointerDown: (event: PointerEvent) => void;
  readonly onKey: (event: KeyboardEvent) => void;
}

/** One button as large as the picture, and three small ones in its corners. */
export function miniPlayerView(pieces: MiniPlayerPieces): TemplateResult {
  const {words, isAwake, hasMicrophone, isHeard} = pieces;
  const {onBack, onClose, onMicrophone, onEnd, onPointerDown, onKey} = pieces;
  /** Not every browser tells with a click what has pressed. */
  let isTouch = false;
  const button = (part: string, name: string, icon: unknown, act: () => void) =>
    html`<button class=${part} part=${part} aria-label=${name} title=${name} @click=${act}>${icon}</button>`;
  const microphone = () =>
    isHeard
      ? button('mini-microphone', words.text('microphoneOff'), microphoneIcon, onMicrophone)
      : button('mini-microphone', words.text('microphoneOn'), microphoneOffIcon, onMicrophone);
  return html`<div class="mini" ?data-awake=${isAwake}>
    <button
      class="mini-back"
      part="mini-back"
      aria-label=${words.text('miniBack')}
      aria-description=${words.text('miniMove')}
      title=${words.text('miniBack')}
      @pointerdown=${(event: PointerEvent) => {
        isTouch = event.pointerType === 'touch';
        onPointerDown(event);
      }}
      @keydown=${(event: KeyboardEvent) => {
        isTouch = false;
        onKey(event);
      }}
      @click=${() => onBack(isTouch)}
    ></button>
    ${button('mini-close', words.text('miniClose'), closeIcon, onClose)}
    ${hasMicrophone ? microphone() : nothing} ${button('mini-stop', words.text('stop'), hangUpIcon, onEnd)}
  </div>`;
}
