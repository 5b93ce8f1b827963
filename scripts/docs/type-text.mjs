/** The type of a declaration on one line: as the source writes it, or else as the compiler infers it. */
export function typeOf(typeNode, node, {isOptional = false} = {}) {
  const text = typeNode?.getText() ?? inferred(node);
  const line = text.replace(/\s+/g, ' ').replace(/^\| /, '');
  return isOptional ? line.replace(/ \| undefined$/, '') : line;
}

/** `false` as the default of a property means `boolean`. A type of another module comes without its path. */
function inferred(node) {
  const type = node.getReturnType?.() ?? node.getType();
  return type
    .getBaseTypeOfLiteralType()
    .getText(node)
    .replace(/import\("[^"]*"\)\./g, '');
}
