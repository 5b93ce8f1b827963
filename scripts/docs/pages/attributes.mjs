import {attributesOf} from '../attributes.mjs';
import {blocks, code, firstSentence, table, toName} from '../markdown.mjs';

const GROUPS = [
  {title: 'Connection, start and sound', path: 'src/element/heygen-avatar.ts', class: 'HeygenAvatarElement'},
  {title: 'Display', path: 'src/element/display-properties.ts', class: 'DisplayProperties'},
  {title: 'Settings of the session', path: 'src/element/session-properties.ts', class: 'SessionProperties'},
];

const groups = GROUPS.map((group) => ({...group, attributes: attributesOf(group.path, group.class)}));

export const attributesPage = {
  file: 'attributes.md',
  title: 'Attributes',
  sources: GROUPS.map(({path}) => path),
  body: blocks(
    `You can set, change and remove every attribute at any time; each says when a change takes effect. Each one is also a
property, with the attribute’s name in camelCase unless the entry says otherwise.`,
    groups.map(overview),
    groups.map(details),
  ),
};

function overview({title, attributes}) {
  const rows = attributes.map(({name, doc}) => [toName(name), firstSentence(doc)]);
  return blocks(`**${title}**`, table(['Attribute', 'What it does'], rows));
}

function details({title, attributes}) {
  return blocks(
    `## ${title}`,
    attributes.map(({name, property, type, doc}) =>
      blocks(`### ${code(name)}`, `Property ${code(property)}: ${code(type)}.`, doc),
    ),
  );
}
