import {docOf} from './doc-comment.mjs';
import {fail} from './fail.mjs';

/**
 * The members of a union of strings, each with its line of the list in the union's doc comment. A member without a line,
 * or a line without a member, ends the run.
 */
export function unionOf(alias) {
  const described = new Map(
    [...docOf(alias).matchAll(/^- `([^`]+)`: ([^]*?)(?=\n- |\n\n|$(?![^]))/gm)].map(([, name, text]) => [
      name,
      text,
    ]),
  );
  const members = literalsOf(alias);
  const missing = members.filter((name) => !described.has(name));
  const unknown = [...described.keys()].filter((name) => !members.includes(name));
  if (missing.length + unknown.length > 0) {
    fail(
      `The doc comment of ${alias.getName()} does not list its members: ${[...missing, ...unknown].join(', ')}.`,
    );
  }
  return members.map((name) => ({name, doc: described.get(name)}));
}

/** The strings of a union, in the order of the source where it has one. */
export function literalsOf(alias) {
  const node = alias.getTypeNode();
  const nodes = node.getKindName() === 'UnionType' ? node.getTypeNodes() : [];
  const types = nodes.length > 0 ? nodes.map((each) => each.getType()) : alias.getType().getUnionTypes();
  return types
    .flatMap((type) => (type.isUnion() ? type.getUnionTypes() : type))
    .map((type) => type.getLiteralValue());
}
