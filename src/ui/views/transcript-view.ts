import {html, nothing, type TemplateResult} from 'lit';
import type {PanelState} from '../state/panel-state.js';
import {closeIcon, copyIcon, doneIcon, downIcon, downloadIcon} from './icons.js';
import {sentView, thinkingView} from './exchange-view.js';
import {beginsGroup, lineView, transcriptLog} from './transcript-log.js';

/** The transcript. A screen reader announces each finished message once, and no unfinished one. */
export function transcriptView(state: PanelState): TemplateResult {
  const {words} = state;
  return html`<section class="sheet" part="transcript" aria-label=${words.text('transcript')}>
    <header part="transcript-header">
      <strong part="transcript-title" aria-hidden="true">${words.text('transcript')}</strong>
      ${copyButton(state)}
      <button
        class="bare"
        part="download"
        title=${words.text('downloadTranscript')}
        @click=${() => state.saver.save('text')}
      >
        ${downloadIcon}<span>${words.text('downloadTranscript')}</span>
      </button>
      <button
        class="bare"
        part="close-transcript"
        aria-label=${words.text('hideTranscript')}
        title=${words.text('hideTranscript')}
        @click=${() => state.popups.close()}
      >
        ${closeIcon}
      </button>
    </header>
    ${logView(state)}
  </section>`;
}

/** All that was said, which the visitor can scroll. */
export function logView(state: PanelState): TemplateResult {
  const {words, transcript, host} = state;
  const log = transcriptLog(transcript, words);
  const {place} = log;
  const onScroll = (event: Event) => {
    const {hasNew} = place;
    place.onScroll(event);
    if (place.hasNew !== hasNew) host.requestUpdate();
  };
  return html`<div
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
    }`;
}

function emptyView({words, transcript, exchange, host}: PanelState): TemplateResult | typeof nothing {
  if (!transcript.isEmpty || exchange.sent.length > 0) return nothing;
  const hasVoice = host.chat && (host.microphone || host.pushToTalk);
  return html`<p class="hint" part="transcript-empty">
    ${words.text(hasVoice ? 'transcriptEmpty' : 'transcriptEmptyText')}
  </p>`;
}

/** The button that offers the transcript as a file. */
export function saveButton({words, saver}: PanelState): TemplateResult {
  return html`<button
    class="quiet"
    part="download"
    aria-expanded=${saver.isOpen}
    aria-controls="formats"
    @click=${() => saver.toggle()}
  >
    ${downloadIcon}${words.text('downloadTranscript')}
  </button>`;
}

/** The formats of that file, once the visitor has pressed that button; and a button that copies the text instead. */
export function formatsView(state: PanelState): TemplateResult {
  const {words, saver} = state;
  return html`<div
    class="formats"
    id="formats"
    part="formats"
    role="group"
    aria-label=${words.text('downloadTranscript')}
    ?hidden=${!saver.isOpen}
  >
    ${saver.isOpen ? [copyButton(state), FORMATS.map(([format, key]) => formatButton(state, format, key))] : nothing}
  </div>`;
}

const FORMATS = [
  ['text', 'saveText'],
  ['vtt', 'saveSubtitles'],
  ['json', 'saveData'],
] as const;

type Format = (typeof FORMATS)[number];

const formatButton = (state: PanelState, format: Format[0], key: Format[1]) =>
  html`<button class="bare" part="format" @click=${() => state.saver.save(format)}>
    ${state.words.text(key)}
  </button>`;

function copyButton({words, saver}: PanelState): TemplateResult {
  const {hasCopied} = saver;
  return html`<button
    class="bare"
    part="copy"
    title=${words.text('copyTranscript')}
    @click=${() => saver.copy()}
  >
    ${hasCopied ? doneIcon : copyIcon}<span>${words.text(hasCopied ? 'copied' : 'copyTranscript')}</span>
  </button>`;
}
