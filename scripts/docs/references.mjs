import {Node} from 'ts-morph';

/** The names of types in a type. */
export function referencesIn(typeNode) {
  return [typeNode, ...typeNode.getDescendants()].filter((each) => Node.isTypeReference(each));
}

/** What a name stands for: the first declaration of it. */
export function declarationOf(reference) {
  return reference.getTypeName().getSymbol()?.getDeclarations()[0];
}

/** Whether a name is known in its own file alone, and says nothing to a reader. */
export function isPrivate(reference) {
  const declaration = declarationOf(reference);
  const isType = Node.isInterfaceDeclaration(declaration) || Node.isTypeAliasDeclaration(declaration);
  return isType && declaration.getSourceFile() === reference.getSourceFile() && !declaration.isExported();
}
