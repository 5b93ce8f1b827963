import {attributeOf} from '../attributes.mjs';
import {fieldLine} from '../declaration.mjs';
import {blocks, list} from '../markdown.mjs';
import {classMembers} from '../members.mjs';
import {sourceFile} from '../project.mjs';

const SOURCE = 'src/element/heygen-avatar.ts';
const MICROPHONE_SOURCE = 'src/element/microphone-methods.ts';
const fields = [
  ...classMembers(sourceFile(SOURCE).getClassOrThrow('HeygenAvatarElement')).fields,
  ...classMembers(sourceFile(MICROPHONE_SOURCE).getClassOrThrow('MicrophoneMethods')).fields,
];

export const propertiesPage = {
  file: 'properties.md',
  title: 'Properties',
  sources: [SOURCE, MICROPHONE_SOURCE],
  body: blocks(
    `These are the properties that are no attributes. Every [attribute](attributes.md) is a property too. The types are on
the page [Types](types.md).`,
    list(fields.filter(({node}) => !attributeOf(node)).map(fieldLine)),
  ),
};
