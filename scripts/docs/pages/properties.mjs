import {attributeOf} from '../attributes.mjs';
import {fieldLine} from '../declaration.mjs';
import {blocks, list} from '../markdown.mjs';
import {classMembers} from '../members.mjs';
import {sourceFile} from '../project.mjs';

const CLASSES = {
  'src/element/heygen-avatar.ts': 'HeygenAvatarElement',
  'src/element/microphone-methods.ts': 'MicrophoneMethods',
  'src/element/connection-properties.ts': 'ConnectionProperties',
};
const fields = Object.entries(CLASSES).flatMap(
  ([source, name]) => classMembers(sourceFile(source).getClassOrThrow(name)).fields,
);

export const propertiesPage = {
  file: 'properties.md',
  title: 'Properties',
  sources: Object.keys(CLASSES),
  body: blocks(
    `These are the properties that are no attributes. Every [attribute](attributes.md) is a property too. The types are on
the page [Types](types.md).`,
    list(fields.filter(({node}) => !attributeOf(node)).map(fieldLine)),
  ),
};
