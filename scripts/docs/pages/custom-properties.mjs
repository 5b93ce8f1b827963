import {element} from '../manifest.mjs';
import {blocks, code, table} from '../markdown.mjs';

export const customPropertiesPage = {
  file: 'custom-properties.md',
  title: 'Custom properties and states',
  sources: ['src/element/heygen-avatar.ts'],
  body: blocks(
    'How to use them is on the page [Styling](../guides/styling.md).',
    '## Custom properties',
    table(
      ['Custom property', 'Default', 'What it sets'],
      element.cssProperties.map((each) => [code(each.name), code(each.default), each.description]),
    ),
    '## States',
    'Your CSS selects a state by `heygen-avatar:state(…)`.',
    table(
      ['State', 'When'],
      element.cssStates.map(({name, description}) => [code(`:state(${name})`), description]),
    ),
  ),
};
