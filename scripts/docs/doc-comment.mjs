import {ts} from 'ts-morph';

/** The text of the doc comment before a declaration, with its own line breaks; empty where there is none. */
export function docOf(node) {
  const comment = commentOf(node);
  return ts.getTextOfJSDocComment(comment?.comment)?.trim() ?? '';
}

/** Whether a doc comment keeps its declaration out of the documentation. */
export function isInternal(node) {
  const tags = commentOf(node)?.tags ?? [];
  return tags.some(({tagName}) => tagName.text === 'internal');
}

/** The compiler keeps doc comments on every kind of node, ts-morph only on some. */
function commentOf(node) {
  // The comment of `const name = …` belongs to the statement around it.
  const owner = node.getKindName() === 'VariableDeclaration' ? node.getVariableStatement() : node;
  return owner?.compilerNode.jsDoc?.at(-1);
}
