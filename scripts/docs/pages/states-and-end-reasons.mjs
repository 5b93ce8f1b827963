import {blocks, capital, code, table} from '../markdown.mjs';
import {exported} from '../project.mjs';
import {unionOf} from '../union.mjs';

const SOURCE = 'src/session/session-state.ts';
const rows = (name) => unionOf(exported(SOURCE, name)).map(({name, doc}) => [code(name), capital(doc)]);

export const statesPage = {
  file: 'states-and-end-reasons.md',
  title: 'States and end reasons',
  sources: [SOURCE],
  body: blocks(
    '## States',
    'The values of `state`, and of `state` and `oldState` in [`avatar-statechange`](events.md#avatar-statechange).',
    table(['State', 'What it means'], rows('SessionState')),
    '## End reasons',
    'The values of `endReason`, and of `reason` in [`avatar-end`](events.md#avatar-end).',
    table(['Reason', 'What it means'], rows('EndReason')),
  ),
};
