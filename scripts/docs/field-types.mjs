import {readFileSync, writeFileSync} from 'node:fs';
import {fail} from './fail.mjs';
import {exportsOf} from './project.mjs';
import {sessionFields, TABLE} from './session-fields.mjs';

const TYPES = 'dist/npm/element/session-properties.d.ts';
const EMPTY = /(interface SessionProperties) extends SessionFieldValues {\s*}/;

/** Writes the properties of the table, with their doc comments, in the published types: not every editor finds the table. */
export function writeFieldTypes() {
  const members = sessionFields().map(({property, type, doc}) => {
    const comment = doc.split('\n').map((line) => `     * ${line}`);
    return ['    /**', ...comment, '     */', `    ${property}: ${type};`].join('\n');
  });
  const types = readFileSync(TYPES, 'utf8');
  if (!EMPTY.test(types)) fail(`${TYPES} has no interface to write the fields in.`);
  const written = types.replace(EMPTY, (_, head) => [`${head} {`, ...members, '}'].join('\n'));
  const used = [...exportsOf(TABLE).keys()].filter((name) =>
    new RegExp(`\\b${name}\\b`).test(members.join()),
  );
  const imports = `import type {${used.join(', ')}} from '../session/settings/session-fields.js';\n`;
  writeFileSync(TYPES, written.replace(/^import .*SessionFieldValues.*\n/m, imports));
}
