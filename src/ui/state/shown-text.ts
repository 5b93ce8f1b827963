/**
 * What some program takes for the end of a line: in a page, most of them are shown as a box, and only the first as space.
 */
const LINE_BREAK = /\r\n|[\n\v\f\r\u0085\u2028\u2029]/g;
/** What else has no picture: control characters, except for the tab. */
// oxlint-disable-next-line no-control-regex -- they are what it looks for
const CONTROL = /[\0-\x08\x0e-\x1f\x7f-\x9f]/g;

/** A text of the server or the visitor as every font can show it, with its lines. */
export const shownText = (text: string): string => text.replace(LINE_BREAK, '\n').replace(CONTROL, '');
