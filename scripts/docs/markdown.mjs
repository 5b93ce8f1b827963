/** The pieces of Markdown that the pages are made of. */

export const code = (text) => (text ? `\`${text.replace(/\s+/g, ' ')}\`` : '–');

export const block = (language, text) => `\`\`\`${language}\n${text}\n\`\`\``;

export const quote = (text) => text.replace(/^/gm, '> ');

/** Blocks that stand one below the other; those that are empty are left out. */
export const blocks = (...parts) => parts.flat(Infinity).filter(Boolean).join('\n\n');

export const list = (items) => items.map((item) => `- ${oneLine(item)}`).join('\n');

export const oneLine = (text) => text.replace(/\s+/g, ' ').trim();

export function table(head, rows) {
  const line = (cells) => `| ${cells.map((cell) => oneLine(cell).replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

/** The first sentence of a doc comment, for overviews. */
export function firstSentence(text) {
  const [sentence] = /^[^]*?[.:;](?=\s|$)/.exec(oneLine(text)) ?? [text];
  return sentence.replace(/[:;]$/, '.');
}

/** What a doc comment says beyond its first sentence, which often repeats what stands before it. */
export const afterFirstSentence = (text) => text.replace(/^[^]*?\.(\s+|$)/, '');

export const capital = (text) => text.charAt(0).toUpperCase() + text.slice(1);

/** The address that GitHub gives to a heading. */
export function anchor(heading) {
  return heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\p{M}\s_-]/gu, '')
    .trim()
    .replace(/\s/g, '-');
}

/** A link to a heading that is the name of something, such as an attribute. */
export const toName = (name, page = '') => `[\`${name}\`](${page}#${anchor(name)})`;
