import {docOf} from '../doc-comment.mjs';
import {memberLists} from '../declaration.mjs';
import {element} from '../manifest.mjs';
import {afterFirstSentence, blocks, code, table, toName} from '../markdown.mjs';
import {classMembers} from '../members.mjs';
import {exported, sourceFile} from '../project.mjs';

const SOURCE = 'src/session/events.ts';
const source = sourceFile(SOURCE);
const bySession = new Set(namesIn('AvatarSessionEventMap'));
const events = element.events.filter(({description}) => description).map(withClass);

export const eventsPage = {
  file: 'events.md',
  title: 'Events',
  sources: [SOURCE, 'src/element/heygen-avatar.ts'],
  body: blocks(
    `Every event bubbles and is composed: one listener on \`document\` hears all avatars of the page, also one
that has just been removed from it. The element changes its
[state](states-and-end-reasons.md) first and dispatches the event afterwards.`,
    table(
      ['Event', 'When'],
      events.map(({name, description}) => [toName(name), description]),
    ),
    events.map(details),
  ),
};

function details({name, description, declaration}) {
  return blocks(
    `## ${code(name)}`,
    description,
    afterFirstSentence(docOf(declaration)),
    `Class ${code(declaration.getName())}${isCancelable(declaration) ? ', cancelable' : ''}. ${
      bySession.has(name) ? '`AvatarSession` dispatches it too.' : 'Only the element dispatches it.'
    }`,
    memberLists(classMembers(declaration)),
  );
}

function withClass({name, type, description}) {
  return {
    name,
    description,
    declaration: exported(SOURCE, type.text),
  };
}

function isCancelable(declaration) {
  return /\bcancelable: true\b/.test(declaration.getConstructors()[0]?.getText());
}

function namesIn(map) {
  return source
    .getInterfaceOrThrow(map)
    .getProperties()
    .map((each) => each.getName().replaceAll("'", ''));
}
