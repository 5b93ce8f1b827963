import {html, type TemplateResult} from 'lit';
import {LONGEST_TEXT} from '../../session/speech/speech-text.js';
import type {PanelState} from '../state/panel-state.js';
import {isComposing} from '../state/ime.js';
import {sendIcon} from './icons.js';
import {interruptView} from './interrupt-view.js';

/** The width of the footer without the text in its box: paddings, the button that ends, the one that sends; and the microphone. */
const BESIDE = 148;
const MICROPHONE = 56;
/** How wide a letter is in text of 1 px: in most scripts, and in those of East Asia. */
const LETTER = 0.56;
const WIDE_LETTER = 1;
const WIDE = /[\u1100-\uffff]/;

/**
 * The text box. Enter sends; Shift and Enter begin a new line. While an input method composes, Enter is the input method's. It is no form:
 * a sandboxed frame submits none, and fires no event that says so.
 */
export function composerView(state: PanelState): TemplateResult {
  const {words, host} = state;
  const hasKeyboard = !matchMedia('(pointer: coarse)').matches; // on a phone, the focus opens the keyboard
  return html`<div class="composer" part="composer">
    <textarea
      part="message-box"
      rows="1"
      maxlength=${LONGEST_TEXT}
      dir="auto"
      enterkeyhint="send"
      autocomplete="off"
      aria-label=${words.text('message')}
      placeholder=${hint(state)}
      ?data-primary=${hasKeyboard}
      .value=${state.draft}
      @input=${({currentTarget}: Event) => {
        const box = currentTarget as HTMLTextAreaElement;
        state.draft = box.value;
        grow(box);
        state.session.typing();
      }}
      @keydown=${(event: KeyboardEvent) => onKey(state, event)}
    ></textarea>
    ${
      host.speaking && !state.draft
        ? interruptView(state)
        : html`<button
            class="send"
            part="send"
            aria-label=${words.text('send')}
            title=${words.text('send')}
            @mousedown=${keepKeyboard}
            @click=${(event: Event) => void send(state, event)}
          >
            ${sendIcon}
          </button>`
    }
  </div>`;
}

function onKey(state: PanelState, event: KeyboardEvent): void {
  if (event.key !== 'Enter' || event.shiftKey || isComposing(event)) return;
  event.preventDefault();
  void send(state, event);
}

/** The hint is never cut off: where it may be too long, there is a shorter one. */
function hint({words, frame, host}: PanelState): string {
  const text = words.text('messageHint');
  const letter = WIDE.test(text) ? WIDE_LETTER : LETTER;
  const width = text.length * letter * Math.max(16, frame.em);
  const room = frame.width - BESIDE - (host.microphone || host.pushToTalk ? MICROPHONE : 0);
  return width < room ? text : words.text('messageHintShort');
}

/** Makes the box as high as its text, up to four lines: the style sheet does that in browsers with `field-sizing`. */
function grow(box: HTMLTextAreaElement): void {
  if (CSS.supports('field-sizing', 'content')) return;
  box.style.blockSize = 'auto';
  box.style.blockSize = `${box.scrollHeight}px`;
}

/** The press leaves the focus in the text box, and with it a phone's keyboard open. */
function keepKeyboard(event: Event): void {
  event.preventDefault();
}

async function send(state: PanelState, event: Event): Promise<void> {
  const composer = (event.currentTarget as HTMLElement).closest('.composer');
  const field = composer?.querySelector('textarea');
  const text = field?.value.trim();
  if (!field || !text) return;
  if (composer?.matches(':focus-within')) field.focus();
  state.draft = field.value = '';
  field.style.blockSize = '';
  // The visitor gets back what could not be sent, unless they have typed something else by now, or see it in the conversation.
  if ((await state.submit(text)) || state.draft || state.exchange.hasFailed(text)) return;
  state.draft = field.value = text;
}
