import {html, nothing, render, type TemplateResult} from 'lit';
import {lazily} from '../../session/util/lazily.js';
import type {Localizer} from '../locales/localizer.js';
import type {Line, Transcript} from '../state/transcript.js';
import {NAMES} from '../state/transcript-saver.js';
import {ScrollPlace} from './scroll-place.js';

const fetchLinks = lazily(() => import('./links-view.js'));
const MAYBE_LINK = /https?:|www\./i;
/** Where the code could not be downloaded, the visitor reads the address. */
const ignore = () => {};

/** How many lines are in a block. */
const BLOCK = 50;

const logs = new WeakMap<Transcript, TranscriptLog>();

/** The finished lines of a transcript. */
export function transcriptLog(transcript: Transcript, words: Localizer): TranscriptLog {
  let log = logs.get(transcript);
  if (!log) logs.set(transcript, (log = new TranscriptLog()));
  log.show(transcript, words);
  return log;
}

/** Before the first line of an earlier conversation, and of the present one after it. */
const dividerView = (words: Localizer, {earlier}: Line) =>
  html`<p class="divider" part="divider">${words.text(earlier ? 'earlierTalk' : 'thisTalk')}</p>`;

/** A line that comes this long after the one before shows name and time again. */
const GROUP_MS = 5 * 60_000;

/** Whether a line has its name and its time above it: once for several of one speaker. */
export const beginsGroup = ({role, at, earlier}: Line, before: Line | undefined): boolean =>
  before?.role !== role || before.earlier !== earlier || at.getTime() - before.at.getTime() > GROUP_MS;

/** The time is drawn by the style sheet, so that it is not between the words that the visitor selects and copies. */
export function lineView(words: Localizer, line: Line, isFirst = true): TemplateResult {
  const {role, text, at, cut} = line;
  return html`<div class="line ${role} ${isFirst ? 'first' : ''}" part="line ${role}-line">
    <b part="line-name">${words.text(NAMES[role])}</b>
    <time part="line-time" data-time=${timeOf(at, words.lang)}></time>
    <p class="bubble" part="bubble">
      <span dir="auto">${text}</span>${cut ? html` <i part="cut">${words.text('interrupted')}</i>` : nothing}
    </p>
  </div>`;
}

let clock: {lang: string; format: Intl.DateTimeFormat} | undefined;

function timeOf(at: Date, lang: string): string {
  if (clock?.lang !== lang) {
    clock = {lang, format: new Intl.DateTimeFormat(lang, {hour: 'numeric', minute: '2-digit'})};
  }
  return clock.format.format(at);
}

/**
 * An element that stays the same while the conversation grows. There may be thousands of lines, and the panels render ten times
 * per second while the avatar speaks: a line is rendered once, and not looked at again.
 */
class TranscriptLog {
  readonly element = document.createElement('div');
  readonly place = new ScrollPlace();
  #lines: readonly Line[] = [];
  #names = '';
  #count = 0;
  #changes = 0;

  show({lines, changes}: Transcript, words: Localizer): void {
    if (changes !== this.#changes) this.place.keep(this.element.lastElementChild);
    this.#changes = changes;
    const names = `${words.lang}\n${words.text('you')}\n${words.text('avatar')}\n${words.text('interrupted')}`;
    if (lines !== this.#lines || names !== this.#names) {
      this.element.replaceChildren();
      this.#lines = lines;
      this.#names = names;
      this.#count = 0;
    }
    for (; this.#count < lines.length; this.#count++) {
      const line = document.createDocumentFragment();
      const next = lines[this.#count] as Line;
      const before = lines[this.#count - 1];
      const isTurn = next.earlier !== (before?.earlier ?? false);
      const view = lineView(words, next, beginsGroup(next, before));
      render([isTurn ? dividerView(words, next) : nothing, view], line);
      const said = line.querySelector('.bubble > span') as Element;
      this.#block().append(line);
      // Only finished lines have links: in one that grows, they would change under the visitor's finger.
      if (MAYBE_LINK.test(next.text))
        fetchLinks().then(({showLinks}) => showLinks(said, next.text, words), ignore);
    }
  }

  /** The block for the next line. The browser does not lay out full ones that are out of view. */
  #block(): Element {
    const {lastElementChild: last} = this.element;
    if (last && this.#count % BLOCK > 0) return last;
    // The browser would guess their height at first, and the visitor may be reading them.
    if (!this.place.isBack) {
      for (let block = last; block?.className === 'block'; block = block.previousElementSibling) {
        block.classList.add('past');
      }
    }
    const block = document.createElement('div');
    block.className = 'block';
    this.element.append(block);
    return block;
  }
}
