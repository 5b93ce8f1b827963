/**
 * The text of a page in which each of these sections, which begin with their heading, stands in the place of the one with the same
 * heading. The others stay.
 */
export function withTables(page, sections) {
  return sections.reduce((text, section) => {
    const [heading] = section.split('\n');
    const start = `${text}\n`.indexOf(`\n${heading}\n`) + 1;
    if (start === 0) return `${text.trimEnd()}\n\n${section}\n`;
    const end = text.indexOf('\n## ', start);
    return `${text.slice(0, start)}${section.trimEnd()}\n${end === -1 ? '' : text.slice(end)}`;
  }, page);
}
