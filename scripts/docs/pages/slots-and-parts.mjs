import {element} from '../manifest.mjs';
import {blocks, code, table} from '../markdown.mjs';

const rows = (entries) => entries.map(({name, description}) => [code(name), description]);

export const slotsAndPartsPage = {
  file: 'slots-and-parts.md',
  title: 'Slots and parts',
  sources: ['src/element/heygen-avatar.ts'],
  body: blocks(
    'How to use them is on the page [Styling](../guides/styling.md).',
    '## Slots',
    'An element of yours with `slot="…"` inside `<heygen-avatar>` takes the place of what the element shows there.',
    table(['Slot', 'What it is for'], rows(element.slots)),
    '## Parts',
    'Your CSS reaches a part by `heygen-avatar::part(…)`.',
    table(['Part', 'What it is'], rows(element.cssParts)),
  ),
};
