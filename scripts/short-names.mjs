import {parseAst} from 'rollup/parseAst';
import {domprops} from '../node_modules/terser/tools/domprops.js';
import {methodGiven, walk} from './code-tree.mjs';
import {namesOfUsers} from './unused-code.mjs';

/**
 * The names of members that terser may shorten, in the chunk that holds livekit-client: those that its classes declare, and that nothing
 * outside of them can say. Not a name that is also a key of an object or a text, which may be that of a message or an option; nor one
 * that the language or a browser has; nor one that this project's own code says. Without its log, half of what is left of
 * livekit-client is names.
 */
export function membersToShorten(code, users = namesOfUsers()) {
  const declared = new Set();
  const kept = new Set([...domprops, ...users]);
  walk(parseAst(code), (node) => {
    const name = declaredBy(node);
    if (name) declared.add(name);
    for (const said of saidBy(node)) kept.add(said);
    return true;
  });
  return [...declared].filter((name) => !kept.has(name));
}

/** A member of a class: a method, a field, or what its constructor or a method assigns to `this`. */
function declaredBy(node) {
  if (node.type === 'PropertyDefinition' && !node.computed && node.key.type === 'Identifier')
    return node.key.name;
  if (node.type === 'AssignmentExpression' && node.left.object?.type === 'ThisExpression')
    return node.left.computed ? undefined : node.left.property.name;
  return methodGiven(node)?.name;
}

/** The names that a node says in a way that is not shortened together with the members of that name. */
function saidBy(node) {
  switch (node.type) {
    case 'Property':
      return [node.key.name ?? String(node.key.value)];
    case 'Literal':
      return typeof node.value === 'string' ? [node.value, ...namesMadeOf(node.value)] : [];
    case 'TemplateElement':
      return [node.value.cooked];
    default:
      return [];
  }
}

/** protobuf makes the name of a property from that of a field (`join_response`), and that of a method from a type (`SINT32`). */
const namesMadeOf = (text) => [
  text.replace(/_+(\w)/g, (_, letter) => letter.toUpperCase()),
  text.toLowerCase(),
];

/** The option `mangle.properties` of terser for these. */
export const shortened = (names) => ({
  regex: new RegExp(`^(?:${names.map((name) => name.replaceAll('$', String.raw`\$`)).join('|')})$`),
  keep_quoted: true,
});
