import {readFileSync, writeFileSync} from 'node:fs';
import {importTypeScript} from './import-typescript.mjs';

/**
 * The attributes and properties that the element makes from its table of the API's fields. No tool finds them by itself, so
 * this gives them to the manifest and to the published types. It is also the configuration of the manifest's analyzer.
 */
const TABLE = 'src/session/settings/session-fields.ts';
const TYPES = 'dist/npm/element/session-properties.d.ts';
const CLASS = 'SessionProperties';

const {FIELDS} = (await importTypeScript(TABLE)).exports;
const {attributeName} = (await importTypeScript('src/session/settings/attribute-name.ts')).exports;

/** A plugin of the analyzer: gives the class its members, which the classes that extend it inherit. */
const sessionFields = {
  name: 'session-fields',
  moduleLinkPhase({ts, moduleDoc}) {
    const declaration = moduleDoc.declarations.find(({name}) => name === CLASS);
    if (!declaration) return;
    const members = fieldMembers(ts);
    declaration.members = [...members, ...(declaration.members ?? [])];
    declaration.attributes = members.map(
      ({name: fieldName, attribute: name, type, description, ...each}) => ({
        name,
        type,
        default: each.default,
        description,
        fieldName,
      }),
    );
  },
};

export default {plugins: [sessionFields]};

/** The properties as the manifest has them. `ts` is the analyzer's TypeScript, which can read a source file. */
function fieldMembers(ts) {
  const comments = commentsOf(ts);
  return FIELDS.map((field) => ({
    kind: 'field',
    name: field.name,
    type: {text: typeText(field)},
    default: field.kind === 'switch' ? 'false' : quoted(field.default),
    description: comments.get(field.name) ?? fail(`${field.name} has no doc comment in ${TABLE}.`),
    attribute: attributeName(field.name),
  }));
}

/** Writes each property, with its doc comment, in the published types: not every editor finds the comment in the table. */
export function writeFieldTypes(manifest) {
  const {members} = manifest.modules
    .flatMap(({declarations}) => declarations)
    .find(({name}) => name === CLASS);
  const lines = members
    .filter(({attribute}) => attribute)
    .map(({name, type, description}) => {
      const comment = description.split('\n').map((line) => `     * ${line}`);
      return ['    /**', ...comment, '     */', `    ${name}: ${type.text};`].join('\n');
    });
  const types = readFileSync(TYPES, 'utf8');
  const written = types.replace(/(interface SessionProperties) extends SessionFieldValues {\s*}/, (_, head) =>
    [`${head} {`, ...lines, '}'].join('\n'),
  );
  if (written === types) fail(`${TYPES} has no interface to write the fields in.`);
  writeFileSync(TYPES, written.replace(/^import .*SessionFieldValues.*\n/m, ''));
}

function typeText({kind, values, default: value}) {
  if (kind === 'switch') return 'boolean';
  const type = {text: 'string', number: 'number', flag: 'boolean', choice: values?.map(quoted).join(' | ')}[
    kind
  ];
  return value === undefined ? `${type} | null` : type;
}

function quoted(text) {
  return text === undefined ? 'null' : `'${text}'`;
}

/** The doc comment of each field in the table, without its stars. */
function commentsOf(ts) {
  const source = ts.createSourceFile(TABLE, readFileSync(TABLE, 'utf8'), ts.ScriptTarget.ES2022, true);
  const comments = new Map();
  const visit = (node) => {
    const [doc] = ts.isPropertyAssignment(node) ? ts.getJSDocCommentsAndTags(node) : [];
    if (doc) comments.set(node.name.text, ts.getTextOfJSDocComment(doc.comment));
    ts.forEachChild(node, visit);
  };
  visit(source);
  return comments;
}

function fail(message) {
  throw new Error(message);
}
