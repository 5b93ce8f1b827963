import {html, type TemplateResult} from 'lit';
import {LONGEST_TEXT} from '../../session/speech/speech-text.js';
import type {PanelState} from '../state/panel-state.js';
import {isComposing} from '../state/ime.js';
import {sendIcon} from './icons.js';
import {interruptView} from './interrupt-view.js';

/** A frame narrower than this many times its text size has room for the short hint only: another would be cut off. */
const NARROW = 30;

/** The text box. Enter sends; Shift and Enter begin a new line. While an input method composes, Enter is the input method's. */
export function composerView(state: PanelState): TemplateResult {
  const {words, frame, host} = state;
  const hasKeyboard = !matchMedia('(pointer: coarse)').matches; // on a phone, the focus opens the keyboard
  return html`<form class="composer" part="composer" @submit=${(event: Event) => void send(state, event)}>
    <textarea
      part="message-box"
      rows="1"
      maxlength=${LONGEST_TEXT}
      dir="auto"
      enterkeyhint="send"
      autocomplete="off"
      aria-label=${words.text('message')}
      placeholder=${words.text(frame.width < NARROW * frame.em ? 'messageHintShort' : 'messageHint')}
      ?data-primary=${hasKeyboard}
      .value=${state.draft}
      @input=${({currentTarget}: Event) => {
        state.draft = (currentTarget as HTMLTextAreaElement).value;
        state.session.typing();
      }}
      @keydown=${onKey}
    ></textarea>
    ${
      host.speaking && !state.draft
        ? interruptView(state)
        : html`<button class="send" part="send" aria-label=${words.text('send')} title=${words.text('send')}>
            ${sendIcon}
          </button>`
    }
  </form>`;
}

function onKey(event: KeyboardEvent): void {
  if (event.key !== 'Enter' || event.shiftKey || isComposing(event)) return;
  event.preventDefault();
  (event.currentTarget as HTMLTextAreaElement).form?.requestSubmit();
}

async function send(state: PanelState, event: Event): Promise<void> {
  event.preventDefault();
  const field = (event.currentTarget as HTMLFormElement).querySelector('textarea');
  const text = field?.value.trim();
  if (!field || !text) return;
  state.draft = field.value = '';
  field.focus();
  // The visitor gets back what could not be sent, unless they have typed something else by now.
  if ((await state.submit(text)) || state.draft) return;
  state.draft = field.value = text;
}
