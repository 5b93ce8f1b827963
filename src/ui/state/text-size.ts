import type {PanelState} from './panel-state.js';
import {readPreference, writePreference} from './preferences.js';

/** How much larger captions and conversation can be, by the key of the words. Captions stop at 24 pixels. */
export const TEXT_SIZES = {textNormal: 1, textLarge: 1.25, textLargest: 1.5} as const;
export type TextSizeKey = keyof typeof TEXT_SIZES;

/** The size of captions and conversation, which the visitor chooses, and which is remembered. */
export class TextSize {
  readonly #state: PanelState;
  #key: TextSizeKey;

  constructor(state: PanelState) {
    this.#state = state;
    this.#key = keyOf(readPreference(state.host, 'text-size'));
    this.apply();
  }

  get key(): TextSizeKey {
    return this.#key;
  }
  set key(key: TextSizeKey) {
    this.#key = key;
    writePreference(this.#state.host, 'text-size', String(TEXT_SIZES[key]));
    this.apply();
    this.#state.host.requestUpdate();
  }

  /** Call it after each render, which may have replaced the frame. */
  apply(): void {
    const {host, frame} = this.#state;
    const scale = TEXT_SIZES[this.#key];
    frame.textScale = scale;
    const box = host.shadowRoot?.querySelector<HTMLElement>('.frame');
    if (box && box.style.getPropertyValue('--_scale') !== `${scale}`)
      box.style.setProperty('--_scale', `${scale}`);
  }
}

/** What is stored is the visitor's to change, so it may be anything. */
function keyOf(stored: string | null): TextSizeKey {
  const keys = Object.keys(TEXT_SIZES) as TextSizeKey[];
  return keys.find((key) => String(TEXT_SIZES[key]) === stored) ?? 'textNormal';
}
