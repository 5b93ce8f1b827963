import {lineOf, ratiosOf} from './markdown.mjs';

const HEADING = '## Each time it was measured';
const HOW = `What the budgets allow, and the element’s two rows each, streaming and LiveAvatar: the time to the frame, of the faster SDK’s.
What is over its budget is bold.`;

/**
 * The section of the page that has a line for each time that the budgets were measured, the newest first: this one above those that the
 * page has so far. `undefined` where there is nothing to say: no part was measured that has budgets.
 */
export function recordOf(page, sections, {date, version, machine}) {
  const part = sections.find((section) => section.part.budgets)?.part;
  if (!part) return undefined;
  const cells = part.budgets.map((budget) => cellOf(budget, sections));
  const known = linesOf(page);
  const line = cells.every((cell) => cell === '–')
    ? []
    : [lineOf([date, version.replace('heygen-avatar ', ''), machine, ...cells])];
  const head = ['Date', 'Version', 'Machine', ...part.budgets.map(({name, most}) => `${name}: ${most}`)];
  const rule = head.map((_, index) => (index < 3 ? '---' : '--:'));
  const table = [lineOf(head), lineOf(rule), ...line, ...known].join('\n');
  return [HEADING, HOW.replace(/\s+/g, ' '), table].join('\n\n');
}

function cellOf({setting, most, rows}, sections) {
  const section = sections.find(({part, title}) => part.budgets && title === part.title(setting));
  if (!section) return '–';
  const ratios = ratiosOf(section);
  return rows
    .map((row) => ratios[section.part.rows.indexOf(row)])
    .map((ratio) => (Number(ratio) > most ? `**${ratio}**` : ratio))
    .join(' · ');
}

/** The lines of the table that the page has, each begins with its date. */
function linesOf(page) {
  const [, section = ''] = page.split(`${HEADING}\n`);
  return (section.split('\n## ')[0] ?? '').split('\n').filter((line) => /^\|\s*\d{4}-/.test(line));
}
