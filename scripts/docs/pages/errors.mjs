import {section} from '../declaration.mjs';
import {blocks, code, quote} from '../markdown.mjs';
import {entriesOf} from '../object-literal.mjs';
import {exported, sourceFile} from '../project.mjs';

const MESSAGES = 'src/session/errors/error-messages.ts';
const ERROR = 'src/session/errors/avatar-error.ts';
const codes = entriesOf(sourceFile(MESSAGES).getVariableDeclarationOrThrow('ERROR_MESSAGES'));

export const errorsPage = {
  file: 'errors.md',
  title: 'Errors',
  sources: [MESSAGES, ERROR],
  body: blocks(
    `Methods reject with an \`AvatarError\`, and the event [\`avatar-error\`](events.md#avatar-error) carries one. An abort is no
error: it rejects with the signal’s reason.`,
    section('AvatarError', exported(ERROR, 'AvatarError')),
    '## Codes',
    'Each code with when it comes, and its message for the site owner.',
    codes.map(({key, value, doc}) => blocks(`### ${code(key)}`, doc, quote(value))),
  ),
};
