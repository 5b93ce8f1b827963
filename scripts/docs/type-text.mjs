import {Node, SyntaxKind} from 'ts-morph';

/** The type of a declaration on one line: as the source writes it, or else as the compiler infers it. */
export function typeOf(typeNode, node, {isOptional = false} = {}) {
  const text = typeNode ? withoutPrivateNames(typeNode) : inferred(node);
  const line = text.replace(/\s+/g, ' ').replace(/^\| /, '');
  return isOptional ? line.replace(/ \| undefined$/, '') : line;
}

/** An interface that its file does not export is of no use to a reader: its members take the place of its name. */
function withoutPrivateNames(typeNode) {
  const references = [typeNode, ...typeNode.getDescendants()].filter((each) => Node.isTypeReference(each));
  return references.reduce((text, reference) => {
    const name = reference.getTypeName();
    const [declaration] = name.getSymbol()?.getDeclarations() ?? [];
    const isHere = declaration?.getSourceFile() === typeNode.getSourceFile();
    const isPrivate = isHere && Node.isInterfaceDeclaration(declaration) && !declaration.isExported();
    return isPrivate ? text.replace(new RegExp(`\\b${name.getText()}\\b`), membersOf(declaration)) : text;
  }, typeNode.getText());
}

function membersOf(declaration) {
  const members = declaration.getChildrenOfKind(SyntaxKind.SyntaxList).at(-1).getChildren();
  return `{${members.map((member) => member.getText().replace(/;$/, '')).join('; ')}}`;
}

/** `false` as the default of a property means `boolean`. A type of another module comes without its path. */
function inferred(node) {
  const type = node.getReturnType?.() ?? node.getType();
  return type
    .getBaseTypeOfLiteralType()
    .getText(node)
    .replace(/import\("[^"]*"\)\./g, '');
}
