import {attributeName} from './attribute-name.mjs';
import {docOf} from './doc-comment.mjs';
import {fail} from './fail.mjs';
import {sourceFile} from './project.mjs';

/** The table in which every setting of a session is declared once: attribute, place in the APIs, documentation. */
export const TABLE = 'src/session/settings/session-fields.ts';

/**
 * The fields of the table as attributes, `{name, property, type, default, doc}`, with where the APIs have them:
 * `{path, isTokenOnly, liveAvatarPath, agentPath, allowedAs}`. All of it comes from the types of the compiler, since the table is `as const`.
 */
export function sessionFields() {
  const file = sourceFile(TABLE);
  const values = file.getTypeAliasOrThrow('SessionFieldValues').getType();
  const table = file.getVariableDeclarationOrThrow('SESSION_FIELDS');
  return table
    .getType()
    .getProperties()
    .map((symbol) => {
      const property = symbol.getName();
      const type = values.getPropertyOrThrow(property).getTypeAtLocation(table);
      const field = reader(symbol.getTypeAtLocation(table), table);
      const fallback = field('default');
      const liveAvatarPath = field('liveAvatar', 'path');
      return {
        name: attributeName(property),
        property,
        type: type.getText(table).replaceAll('"', "'"),
        default: field('kind') === 'switch' ? 'false' : fallback === undefined ? 'null' : `'${fallback}'`,
        doc:
          docOf(symbol.getValueDeclarationOrThrow()) || fail(`${property} has no doc comment in ${TABLE}.`),
        path: field('path'),
        isTokenOnly: field('tokenOnly') ?? false,
        liveAvatarPath,
        agentPath: field('liveAvatar', 'agentPath'),
        allowedAs: liveAvatarPath && (field('allowedAs') ?? field('path')),
      };
    });
}

/** Reads a literal of a constant's type by the names of the fields on the way to it. */
const reader =
  (type, table) =>
  (...names) => {
    const at = names.reduce((inner, name) => inner?.getProperty(name)?.getTypeAtLocation(table), type);
    return at?.isBooleanLiteral() ? at.getText() === 'true' : at?.getLiteralValue();
  };
