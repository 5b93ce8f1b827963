import {Node, SyntaxKind} from 'ts-morph';
import {declarationOf, isPrivate, referencesIn} from './references.mjs';

/** The type of a declaration on one line: as the source writes it, or else as the compiler infers it. */
export function typeOf(typeNode, node, {isOptional = false} = {}) {
  const text = typeNode ? withoutPrivateNames(typeNode) : inferred(node);
  // A reader has no use for the name under which a file imports a module.
  const line = text
    .replace(/\s+/g, ' ')
    .replace(/^\| /, '')
    .replace(/\b[a-z]\w*\.(?=[A-Z])/g, '');
  return isOptional ? line.replace(/ \| undefined$/, '') : line;
}

/** An interface that its file does not export is of no use to a reader: its members take the place of its name. */
function withoutPrivateNames(typeNode) {
  const ours = referencesIn(typeNode).filter(
    (each) => isPrivate(each) && Node.isInterfaceDeclaration(declarationOf(each)),
  );
  return ours.reduce((text, reference) => {
    const name = new RegExp(`\\b${reference.getTypeName().getText()}\\b`);
    return text.replace(name, membersOf(declarationOf(reference)));
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
