import type {Line, Transcript} from './state/transcript.js';

/** The forms in which a transcript can be saved. */
export type TranscriptFormat = 'text' | 'json' | 'vtt';

/** What the file of a transcript needs beside its lines. */
export interface FileWords {
  readonly nameOf: (role: Line['role']) => string;
  /** The word after a message that was cut. */
  readonly cutWord: string;
  /** When the session began, in ms since 1970: the times of subtitles count from there. */
  readonly startedAt: number;
}

export interface TranscriptFile {
  readonly type: string;
  readonly extension: string;
  readonly content: string;
}

/** How long a subtitle stays for each character, and at least, in ms. */
const READING_MS = 60;
const SHORTEST_MS = 1_000;

/** Makes the file of a transcript. Loaded when the visitor saves one. */
export function transcriptFile(
  transcript: Transcript,
  format: TranscriptFormat,
  words: FileWords,
): TranscriptFile {
  switch (format) {
    case 'json':
      return {
        type: 'application/json',
        extension: 'json',
        content: `${JSON.stringify(transcript, null, 2)}\n`,
      };
    case 'vtt':
      return {type: 'text/vtt', extension: 'vtt', content: webVtt(transcript.lines, words)};
    case 'text':
      return {
        type: 'text/plain',
        extension: 'txt',
        content: transcript.toText(words.nameOf, words.cutWord),
      };
  }
}

/** Source: https://www.w3.org/TR/webvtt1/, section 4. */
function webVtt(lines: readonly Line[], {nameOf, cutWord, startedAt}: FileWords): string {
  const now = lines.filter(({earlier}) => !earlier);
  const cues = now.map(({role, text, at, end, cut}, index) => {
    const from = Math.max(0, at.getTime() - startedAt);
    const wanted = Math.max(end.getTime() - startedAt, from + READING_MS * text.length);
    const next = now[index + 1];
    const before = next ? next.at.getTime() - startedAt : Infinity;
    const to = Math.max(from + SHORTEST_MS, Math.min(wanted, before));
    const said = `<v ${escaped(nameOf(role)).replaceAll('\n', ' ')}>${escaped(text)}${cut ? ` (${escaped(cutWord)})` : ''}`;
    return `${time(from)} --> ${time(to)}\n${said}`;
  });
  return ['WEBVTT', ...cues, ''].join('\n\n').replace(/\n\n$/, '\n');
}

/** A blank line would end the subtitle, and `-->` would begin another. */
const escaped = (text: string): string =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll(/\s*[\n\r]\s*/g, '\n')
    .trim();

function time(ms: number): string {
  const part = (value: number, digits = 2) => String(Math.floor(value)).padStart(digits, '0');
  return `${part(ms / 3_600_000)}:${part((ms / 60_000) % 60)}:${part((ms / 1000) % 60)}.${part(ms % 1000, 3)}`;
}
