import {block, blocks, code} from '../markdown.mjs';
import {classMembers} from '../members.mjs';
import {sourceFile} from '../project.mjs';

/** The element, and the classes that it extends. */
const CLASSES = {
  'src/element/heygen-avatar.ts': 'HeygenAvatarElement',
  'src/element/speech-methods.ts': 'SpeechMethods',
  'src/element/microphone-methods.ts': 'MicrophoneMethods',
  'src/element/live-methods.ts': 'LiveMethods',
};
const methods = Object.entries(CLASSES).flatMap(
  ([file, name]) => classMembers(sourceFile(file).getClassOrThrow(name)).methods,
);

export const methodsPage = {
  file: 'methods.md',
  title: 'Methods',
  sources: Object.keys(CLASSES),
  body: blocks(
    `You may call every method as soon as the element is defined. The last argument may hold a \`signal\` (an \`AbortSignal\`):
when it aborts, the element gives up what you wait for, and the promise rejects with the signal’s reason. What happens
when calls overlap is on the page [Calls that overlap](../concepts/overlapping-calls.md); the types of options and
results are on the page [Types](types.md).`,
    methods.map(({name, signature, doc}) =>
      blocks(`## ${code(name)}`, block('ts', `${name}${signature}`), doc),
    ),
  ),
};
