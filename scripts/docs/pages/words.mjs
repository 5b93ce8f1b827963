import {blocks, code, table} from '../markdown.mjs';
import {entriesOf} from '../object-literal.mjs';
import {sourceFile} from '../project.mjs';

const SOURCE = 'src/ui/locales/strings.ts';
const SETTINGS = 'src/ui/locales/settings-strings.ts';
const entries = [
  ...entriesOf(sourceFile(SOURCE).getVariableDeclarationOrThrow('STRINGS')),
  ...entriesOf(sourceFile(SETTINGS).getVariableDeclarationOrThrow('SETTINGS_STRINGS')),
];
const isText = (value) => !value.startsWith('{');

export const wordsPage = {
  file: 'words.md',
  title: 'Words',
  sources: [SOURCE, SETTINGS, 'src/ui/locales/start-strings.ts'],
  body: blocks(
    `Every visible word and every label, with its key in [\`strings\`](attributes.md#strings). The page
[Languages](../guides/languages.md) says how to replace them.`,
    table(
      ['Key', 'Text', 'Where it stands'],
      entries.map(({key, value, doc}) => [code(key), isText(value) ? value : code(value), doc]),
    ),
  ),
};
