import {Node} from 'ts-morph';
import {docOf} from './doc-comment.mjs';
import {fail} from './fail.mjs';

/**
 * The entries of a constant object, in their order: `{key, value, doc}`, where `value` is the text of a string and the
 * source of anything else. Entries that are spread in from another constant come with it.
 */
export function entriesOf(declaration) {
  const literal = unwrapped(declaration.getInitializer());
  if (!Node.isObjectLiteralExpression(literal)) fail(`${declaration.getName()} is not an object literal.`);
  return literal.getProperties().flatMap((property) => {
    if (Node.isSpreadAssignment(property)) return entriesOf(definitionOf(property.getExpression()));
    if (!Node.isPropertyAssignment(property)) fail(`${property.getText()} is no plain entry.`);
    return {key: keyOf(property), value: valueOf(property.getInitializer()), doc: docOf(property)};
  });
}

/** The expression inside `as const`, `satisfies …` and `Object.freeze(…)`. */
export function unwrapped(expression) {
  if (Node.isAsExpression(expression) || Node.isSatisfiesExpression(expression)) {
    return unwrapped(expression.getExpression());
  }
  if (Node.isCallExpression(expression) && expression.getExpression().getText() === 'Object.freeze') {
    return unwrapped(expression.getArguments()[0]);
  }
  return expression;
}

function definitionOf(identifier) {
  const [definition] = identifier.getDefinitionNodes();
  return definition ?? fail(`${identifier.getText()} is not defined.`);
}

function keyOf(property) {
  const name = property.getNameNode();
  return Node.isStringLiteral(name) ? name.getLiteralText() : name.getText();
}

function valueOf(expression) {
  const isText = Node.isStringLiteral(expression) || Node.isNoSubstitutionTemplateLiteral(expression);
  return isText ? expression.getLiteralText() : expression.getText();
}
