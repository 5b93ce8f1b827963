import {html, nothing, type TemplateResult} from 'lit';
import type {PanelState} from '../state/panel-state.js';
import {closeIcon, copyIcon, doneIcon, downIcon, downloadIcon} from './icons.js';
import {sentView, thinkingView} from './exchange-view.js';
import {beginsGroup, lineView, NAMES, transcriptLog} from './transcript-log.js';

/** The transcript. A screen reader announces each finished message once, and no unfinished one. */
export function transcriptView(state: PanelState): TemplateResult {
  const {words, transcript, host} = state;
  const log = transcriptLog(transcript, words);
  const {place} = log;
  const onScroll = (event: Event) => {
    const {hasNew} = place;
    place.onScroll(event);
    if (place.hasNew !== hasNew) host.requestUpdate();
  };
  return html`<section class="sheet" part="transcript" aria-label=${words.text('transcript')}>
    <header part="transcript-header">
      <strong part="transcript-title" aria-hidden="true">${words.text('transcript')}</strong>
      ${transcriptButtons(state)}
      <button
        class="bare"
        part="close-transcript"
        aria-label=${words.text('hideTranscript')}
        title=${words.text('hideTranscript')}
        @click=${() => state.closePopup()}
      >
        ${closeIcon}
      </button>
    </header>
    <div
      class="lines"
      part="log"
      tabindex="0"
      role="log"
      aria-label=${words.text('transcript')}
      @scroll=${onScroll}
    >
      <div class="column">
        ${emptyView(state)} ${log.element} ${sentView(state)}
        ${transcript.partial.map(
          (line) =>
            html`<div class="partial" aria-hidden="true">
              ${lineView(words, line, beginsGroup(line, transcript.lines.at(-1)))}
            </div>`,
        )}
        ${thinkingView(state)}
      </div>
    </div>
    ${
      place.hasNew && place.isBack
        ? html`<button class="newest" part="new-message" @click=${() => place.toEnd()}>
            ${downIcon} ${words.text('newMessage')}
          </button>`
        : nothing
    }
  </section>`;
}

function emptyView({words, transcript, exchange, host}: PanelState): TemplateResult | typeof nothing {
  if (!transcript.isEmpty || exchange.sent.length > 0) return nothing;
  const hasVoice = host.chat && (host.microphone || host.pushToTalk);
  return html`<p class="hint" part="transcript-empty">
    ${words.text(hasVoice ? 'transcriptEmpty' : 'transcriptEmptyText')}
  </p>`;
}

/** Copies the transcript, or saves it. */
export function transcriptButtons(state: PanelState): TemplateResult {
  const {words, hasCopied} = state;
  return html`<button
      class="bare"
      part="copy"
      title=${words.text('copyTranscript')}
      @click=${() => void copy(state)}
    >
      ${hasCopied ? doneIcon : copyIcon}<span>${words.text(hasCopied ? 'copied' : 'copyTranscript')}</span>
    </button>
    <button
      class="bare"
      part="download"
      title=${words.text('downloadTranscript')}
      @click=${() => downloadTranscript(state)}
    >
      ${downloadIcon}<span>${words.text('downloadTranscript')}</span>
    </button>`;
}

const asText = ({transcript, words}: PanelState) =>
  transcript.toText((role) => words.text(NAMES[role]), words.text('interrupted'));

async function copy(state: PanelState): Promise<void> {
  try {
    await navigator.clipboard.writeText(asText(state));
    state.confirmCopy();
  } catch {
    downloadTranscript(state); // a frame without access to the clipboard can still offer a file
  }
}

/** Saves the transcript as a file. */
export function downloadTranscript(state: PanelState): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([asText(state)], {type: 'text/plain;charset=utf-8'}));
  link.download = `${state.words.text('transcript')}.txt`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1_000);
}
