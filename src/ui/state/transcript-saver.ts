import {lazily} from '../../session/util/lazily.js';
import type {Localizer} from '../locales/localizer.js';
import type {TranscriptFile, TranscriptFormat} from '../transcript-files.js';
import type {Line, Transcript} from './transcript.js';

const fetchFiles = lazily(() => import('../transcript-files.js'));

/** How long the panel confirms that the transcript was copied. */
const COPIED_MS = 2_000;

/** The key of the name before a line, by the line's role. */
export const NAMES = {user: 'you', avatar: 'avatar', tool: 'action'} as const;

interface Saving {
  readonly transcript: Transcript;
  readonly words: Localizer;
  /** When the session began, in ms since 1970. */
  readonly startedAt: number;
}

/** Copies the transcript for the visitor, or offers it as a file. */
export class TranscriptSaver {
  /** True while the forms of the file are shown. */
  isOpen = false;
  /** True for a moment after the visitor has copied the transcript. */
  hasCopied = false;
  readonly #saving: Saving;
  readonly #onChange: () => void;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(saving: Saving, onChange: () => void) {
    this.#saving = saving;
    this.#onChange = onChange;
  }

  toggle(): void {
    this.isOpen = !this.isOpen;
    this.#onChange();
  }

  async copy(): Promise<void> {
    try {
      await navigator.clipboard.writeText(this.#text());
    } catch {
      this.#offer(this.#textFile()); // a frame without access to the clipboard can still offer a file
      return;
    }
    clearTimeout(this.#timer);
    this.hasCopied = true;
    this.#timer = setTimeout(() => {
      this.hasCopied = false;
      this.#onChange();
    }, COPIED_MS);
    this.#onChange();
  }

  /** Offers the transcript as a file: as plain text where the code for other forms could not be downloaded. */
  async save(format: TranscriptFormat): Promise<void> {
    const {transcript, startedAt} = this.#saving;
    const words = {nameOf: this.#nameOf, cutWord: this.#cutWord, startedAt};
    const file = await fetchFiles().then(
      ({transcriptFile}) => transcriptFile(transcript, format, words),
      () => this.#textFile(),
    );
    this.#offer(file);
  }

  readonly #nameOf = (role: Line['role']): string => this.#saving.words.text(NAMES[role]);

  get #cutWord(): string {
    return this.#saving.words.text('interrupted');
  }

  #text(): string {
    return this.#saving.transcript.toText(this.#nameOf, this.#cutWord);
  }

  #textFile(): TranscriptFile {
    return {type: 'text/plain', extension: 'txt', content: this.#text()};
  }

  #offer({type, extension, content}: TranscriptFile): void {
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob([content], {type: `${type};charset=utf-8`}));
    link.download = `${this.#saving.words.text('transcript')}.${extension}`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1_000);
  }
}
