import {html, nothing, type TemplateResult} from 'lit';
import type {Localizer} from './locales/localizer.js';
import {closeIcon, hangUpIcon, microphoneIcon, microphoneOffIcon, moveIcon} from './views/icons.js';

/** What is over the picture of the mini player, and what its buttons do. */
export interface MiniPlayerPieces {
  readonly words: Localizer;
  /** Whether the visitor's tap has shown the buttons. */
  readonly isAwake: boolean;
  readonly hasMicrophone: boolean;
  readonly isHeard: boolean;
  /** Called for each press, by pointer or key. */
  readonly onPress: (event: PointerEvent | KeyboardEvent) => void;
  /** Called for a click: does the work of the button, unless the visitor could not see it. */
  readonly act: (work: () => void) => void;
  readonly onBack: () => void;
  readonly onCorner: () => void;
  readonly onClose: () => void;
  readonly onMicrophone: () => void;
  readonly onEnd: () => void;
  readonly onDrag: (event: PointerEvent) => void;
  readonly onKey: (event: KeyboardEvent) => void;
}

/** One button as large as the picture, and a small one in each of its corners. */
export function miniPlayerView(pieces: MiniPlayerPieces): TemplateResult {
  const {words, isAwake, hasMicrophone, isHeard, onPress, act} = pieces;
  const {onBack, onCorner, onClose, onMicrophone, onEnd, onDrag, onKey} = pieces;
  const button = (part: string, name: string, icon: unknown, work: () => void) =>
    html`<button class=${part} part=${part} aria-label=${name} title=${name} @click=${() => act(work)}>
      ${icon}
    </button>`;
  const microphone = () =>
    isHeard
      ? button('mini-microphone', words.text('microphoneOff'), microphoneIcon, onMicrophone)
      : button('mini-microphone', words.text('microphoneOn'), microphoneOffIcon, onMicrophone);
  return html`<div class="mini" ?data-awake=${isAwake} @pointerdown=${onPress} @keydown=${onPress}>
    <button
      class="mini-back"
      part="mini-back"
      aria-label=${words.text('miniBack')}
      aria-description=${words.text('miniMove')}
      title=${words.text('miniBack')}
      @pointerdown=${onDrag}
      @keydown=${onKey}
      @click=${() => act(onBack)}
    ></button>
    <button
      class="mini-move"
      part="mini-move"
      aria-label=${words.text('miniCorner')}
      title=${words.text('miniCorner')}
      @pointerdown=${onDrag}
      @keydown=${onKey}
      @click=${() => act(onCorner)}
    >
      ${moveIcon}
    </button>
    ${button('mini-close', words.text('miniClose'), closeIcon, onClose)}
    ${hasMicrophone ? microphone() : nothing} ${button('mini-stop', words.text('stop'), hangUpIcon, onEnd)}
  </div>`;
}
