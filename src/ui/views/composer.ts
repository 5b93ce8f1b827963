import {html, type TemplateResult} from 'lit';
import {LONGEST_TEXT} from '../../session/limits.js';
import type {Panels} from '../panels.js';
import {sendIcon} from './icons.js';

/** The text box. Enter sends, with Shift it breaks the line; while an input method composes, it is the method's. */
export function composerView(panels: Panels): TemplateResult {
  const {words} = panels;
  const hasKeyboard = !matchMedia('(pointer: coarse)').matches; // on a phone, focus would bring up the keyboard
  return html`<form class="composer" part="composer" @submit=${(event: Event) => void send(panels, event)}>
    <textarea
      part="message-box"
      rows="1"
      maxlength=${LONGEST_TEXT}
      dir="auto"
      enterkeyhint="send"
      autocomplete="off"
      aria-label=${words.say('message')}
      placeholder=${words.say('messageHint')}
      ?data-primary=${hasKeyboard}
      @keydown=${onKey}
    ></textarea>
    <button class="send" part="send" aria-label=${words.say('send')} title=${words.say('send')}>
      ${sendIcon}
    </button>
  </form>`;
}

function onKey(event: KeyboardEvent): void {
  // Safari tells the end of a composition before the key that ended it, which has the code 229.
  const isComposing = event.isComposing || event.keyCode === 229;
  if (event.key !== 'Enter' || event.shiftKey || isComposing) return;
  event.preventDefault();
  (event.currentTarget as HTMLTextAreaElement).form?.requestSubmit();
}

async function send(panels: Panels, event: Event): Promise<void> {
  event.preventDefault();
  const field = (event.currentTarget as HTMLFormElement).querySelector('textarea');
  const text = field?.value.trim();
  if (!field || !text) return;
  field.value = '';
  field.focus();
  // What could not be sent is given back, unless something else stands there now.
  if (!(await panels.submit(text)) && field.value === '') field.value = text;
}
