import {html, nothing, type TemplateResult} from 'lit';
import type {Panels} from '../panels.js';
import type {Line} from '../state/transcript.js';
import {closeIcon, copyIcon, doneIcon, downloadIcon} from './icons.js';

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
      <div class="column">
        ${transcript.isEmpty ? html`<p class="hint">${words.say('transcriptEmpty')}</p>` : nothing}
        ${transcript.lines.map((line) => lineView(panels, line))}
        ${transcript.partial.map((line) => html`<div aria-hidden="true">${lineView(panels, line)}</div>`)}
      </div>
    </div>
  </section>`;
}

/** Takes the transcript along. */
export function transcriptButtons(panels: Panels): TemplateResult {
  const {words, hasCopied} = panels;
  return html`<button
      class="bare"
      part="copy"
      title=${words.say('copyTranscript')}
      @click=${() => void copy(panels)}
    >
      ${hasCopied ? doneIcon : copyIcon}<span>${words.say(hasCopied ? 'copied' : 'copyTranscript')}</span>
    </button>
    <span class="unseen" role="status">${hasCopied ? words.say('copied') : ''}</span>
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

async function copy(panels: Panels): Promise<void> {
  try {
    await navigator.clipboard.writeText(asText(panels));
    panels.confirmCopy();
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
