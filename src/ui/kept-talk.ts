import {html, type TemplateResult} from 'lit';
import type {Localizer} from './locales/localizer.js';
import {keptKey} from './state/kept-key.js';
import {shownText} from './state/shown-text.js';
import type {Line, Transcript, TranscriptLine} from './state/transcript.js';

/** How many messages are kept, and how many characters of each: a browser gives a site about 5 million. */
const MOST_LINES = 200;
const LONGEST = 4_000;

interface KeptHost {
  readonly id: string;
  readonly avatarId: string | null;
}

/** The record of a conversation that the next page of the visit shows again. Loaded where a page asks for it by `resume`. */
export class KeptTalk {
  readonly #host: KeptHost;
  /** The list of messages that has the earlier ones in it, and how many of it are in the record. */
  #list: readonly Line[] | undefined;
  #written = 0;

  constructor(host: KeptHost) {
    this.#host = host;
  }

  /** Brings a new transcript in line with the record, and later the record in line with the transcript. */
  follow(transcript: Transcript): void {
    if (transcript.lines !== this.#list) {
      transcript.recall(this.#read().map(lineOf));
      this.#list = transcript.lines;
      this.#written = transcript.lines.filter(({earlier}) => earlier).length;
    }
    if (transcript.lines.length === this.#written) return;
    this.#written = transcript.lines.length;
    this.#write(transcript.lines.slice(-MOST_LINES));
  }

  /** The earlier conversation, on the start card; `null` where there is none. */
  view(words: Localizer, onForget: () => void): TemplateResult | null {
    const lines = this.#read();
    if (lines.length === 0) return null;
    const name = {user: words.text('you'), avatar: words.text('avatar'), tool: words.text('action')};
    return html`<section class="earlier" part="earlier" aria-label=${words.text('continueTalk')}>
      <div class="earlier-head">
        <b part="earlier-title" aria-hidden="true">${words.text('continueTalk')}</b>
        <button part="forget" @click=${onForget}>${words.text('forgetTalk')}</button>
      </div>
      <div
        class="earlier-lines"
        part="earlier-lines"
        tabindex="0"
        role="region"
        aria-label=${words.text('earlierTalk')}
      >
        <div>
          ${lines.map(({role, text}) => html`<p part="earlier-line"><b>${name[role]}</b> <span dir="auto">${text}</span></p>`)}
        </div>
      </div>
    </section>`;
  }

  #read(): TranscriptLine[] {
    try {
      const record: unknown = JSON.parse(sessionStorage.getItem(keptKey(this.#host)) ?? '[]');
      return Array.isArray(record) ? record.slice(-MOST_LINES).flatMap((line) => checked(line) ?? []) : [];
    } catch {
      return []; // it is no JSON, or the browser gives this page no storage
    }
  }

  #write(lines: readonly Line[]): void {
    const kept = lines.map(({role, text, at, cut}) => {
      return {role, text: text.slice(0, LONGEST), time: at.toISOString(), cut};
    });
    try {
      sessionStorage.setItem(keptKey(this.#host), JSON.stringify(kept));
    } catch {
      // There is no storage, or it is full: the next page begins anew.
    }
  }
}

/**
 * A message of the record, which other scripts of the site may have written to. By hand: a schema would have each page with an avatar
 * download the library for schemas as another file.
 */
function checked(line: unknown): TranscriptLine | null {
  if (typeof line !== 'object' || line === null) return null;
  const {role, text, time, cut} = line as Record<string, unknown>;
  const isRole = role === 'user' || role === 'avatar' || role === 'tool';
  if (!isRole || typeof text !== 'string' || typeof time !== 'string' || typeof cut !== 'boolean')
    return null;
  if (text.length > LONGEST || Number.isNaN(Date.parse(time))) return null;
  return {role, text: shownText(text), time, cut, earlier: true};
}

const lineOf = ({role, text, time, cut}: TranscriptLine): Line => {
  const at = new Date(time);
  return {role, text, at, end: at, cut, earlier: true};
};
