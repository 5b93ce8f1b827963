import {html, nothing, type TemplateResult} from 'lit';
import type {Panels} from '../panels.js';
import type {Line} from '../state/transcript.js';
import {closeIcon, copyIcon, downloadIcon} from './icons.js';

/** What was said: whole lines are announced once, those that still grow are only shown. */
export function transcriptView(panels: Panels): TemplateResult {
  const {words, transcript} = panels;
  return html`<section class="sheet" part="transcript" aria-label=${words.say('transcript')}>
    <header>
      <strong aria-hidden="true">${words.say('transcript')}</strong>
      ${transcriptButtons(panels)}
      <button
        class="bare"
        part="close-transcript"
        aria-label=${words.say('hideTranscript')}
        title=${words.say('hideTranscript')}
        @click=${() => panels.closeDrawer()}
      >
        ${closeIcon}
      </button>
    </header>
    <div class="lines" tabindex="0" role="log" aria-label=${words.say('transcript')}>
      ${transcript.isEmpty ? html`<p class="hint">${words.say('transcriptEmpty')}</p>` : nothing}
      ${transcript.lines.map((line) => lineView(panels, line))}
      ${transcript.partial.map((line) => html`<div aria-hidden="true">${lineView(panels, line)}</div>`)}
    </div>
  </section>`;
}

/** Takes the transcript along. */
export function transcriptButtons(panels: Panels): TemplateResult {
  const {words} = panels;
  return html`<button
      class="bare"
      part="copy"
      title=${words.say('copyTranscript')}
      @click=${(event: Event) => void copy(panels, event)}
    >
      ${copyIcon}<span>${words.say('copyTranscript')}</span>
    </button>
    <button
      class="bare"
      part="download"
      title=${words.say('downloadTranscript')}
      @click=${() => download(panels)}
    >
      ${downloadIcon}<span>${words.say('downloadTranscript')}</span>
    </button>`;
}

function lineView({words}: Panels, {role, text}: Line): TemplateResult {
  return html`<p class="line ${role}" part="line ${role}-line">
    <b>${words.say(role === 'user' ? 'you' : 'avatar')}</b> <span dir="auto">${text}</span>
  </p>`;
}

const asText = ({transcript, words}: Panels) =>
  transcript.toText((role) => words.say(role === 'user' ? 'you' : 'avatar'));

async function copy(panels: Panels, {currentTarget}: Event): Promise<void> {
  const label = (currentTarget as HTMLElement).querySelector('span');
  try {
    await navigator.clipboard.writeText(asText(panels));
    if (label) label.textContent = panels.words.say('copied');
  } catch {
    download(panels); // a frame that may not write to the clipboard may still give a file
  }
}

function download(panels: Panels): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([asText(panels)], {type: 'text/plain;charset=utf-8'}));
  link.download = `${panels.words.say('transcript')}.txt`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1_000);
}
