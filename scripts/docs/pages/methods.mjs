import {block, blocks, code} from '../markdown.mjs';
import {classMembers} from '../members.mjs';
import {sourceFile} from '../project.mjs';

const SOURCE = 'src/element/heygen-avatar.ts';
const LIVE_SOURCE = 'src/element/live-methods.ts';
const MICROPHONE_SOURCE = 'src/element/microphone-methods.ts';
const methods = [
  ...classMembers(sourceFile(SOURCE).getClassOrThrow('HeygenAvatarElement')).methods,
  ...classMembers(sourceFile(MICROPHONE_SOURCE).getClassOrThrow('MicrophoneMethods')).methods,
  ...classMembers(sourceFile(LIVE_SOURCE).getClassOrThrow('LiveMethods')).methods,
];

export const methodsPage = {
  file: 'methods.md',
  title: 'Methods',
  sources: [SOURCE, MICROPHONE_SOURCE, LIVE_SOURCE],
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
