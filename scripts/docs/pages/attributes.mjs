import {attributesOf} from '../attributes.mjs';
import {sessionFields, TABLE} from '../session-fields.mjs';
import {blocks, code, firstSentence, table, toName} from '../markdown.mjs';

const ELEMENT = 'src/element/heygen-avatar.ts';
const CONNECTION = 'src/element/connection-properties.ts';
const DISPLAY = 'src/element/display-properties.ts';
const groups = [
  {title: 'Connection', attributes: attributesOf(CONNECTION, 'ConnectionProperties')},
  {title: 'Start and sound', attributes: attributesOf(ELEMENT, 'HeygenAvatarElement')},
  {title: 'Display', attributes: attributesOf(DISPLAY, 'DisplayProperties')},
  {
    title: 'Settings of the session',
    about: `On the streaming API the element sends these itself. With LiveAvatar it sends them to your token endpoint, which decides: an
attribute has an effect there only where [the endpoint lets the page choose](../guides/token-server.md#let-the-page-choose).
[Session settings](session-settings.md) says where each goes.`,
    attributes: sessionFields(),
  },
];

export const attributesPage = {
  file: 'attributes.md',
  title: 'Attributes',
  sources: [ELEMENT, CONNECTION, DISPLAY, TABLE],
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

function details({title, about = '', attributes}) {
  return blocks(
    `## ${title}`,
    about,
    attributes.map(({name, property, type, doc}) =>
      blocks(`### ${code(name)}`, `Property ${code(property)}: ${code(type)}.`, doc),
    ),
  );
}
