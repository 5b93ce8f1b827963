import {Node} from 'ts-morph';
import {docOf, isInternal} from './doc-comment.mjs';
import {typeOf} from './type-text.mjs';

/** The public fields, accessors and methods that a class declares itself. */
export function classMembers(declaration) {
  const docs = docsOfInterfaces(declaration);
  const withDoc = (member) => ({...member, doc: member.doc || docs.get(member.name) || ''});
  const members = declaration.getMembers().filter(isPublic);
  return {
    fields: members.filter(isField).map(fieldOf).map(withDoc),
    methods: members.filter(Node.isMethodDeclaration).map(methodOf).map(withDoc),
  };
}

/** The fields and methods of an interface, those that it inherits too. */
export function interfaceMembers(declaration) {
  const members = declaration
    .getType()
    .getProperties()
    .map((symbol) => symbol.getDeclarations()[0])
    .filter((each) => each && !isInternal(each));
  return {
    fields: members.filter((each) => !Node.isMethodSignature(each)).map(fieldOf),
    methods: members.filter(Node.isMethodSignature).map(methodOf),
  };
}

/** A member of a class that has no comment of its own means what the interface says that it comes from. */
function docsOfInterfaces(declaration) {
  const properties = declaration.getImplements().flatMap((each) => each.getType().getProperties());
  return new Map(properties.map((symbol) => [symbol.getName(), docOf(symbol.getDeclarations()[0])]));
}

function isPublic(member) {
  if (Node.isConstructorDeclaration(member) || Node.isClassStaticBlockDeclaration(member)) return false;
  if (member.isStatic() || isInternal(member) || member.getName().startsWith('#')) return false;
  // Lit's own life cycle is not for callers.
  return !['private', 'protected'].includes(member.getScope()) && !member.hasOverrideKeyword?.();
}

function isField(member) {
  return Node.isPropertyDeclaration(member) || Node.isGetAccessorDeclaration(member);
}

function fieldOf(node) {
  const isAccessor = Node.isGetAccessorDeclaration(node);
  const isOptional = node.hasQuestionToken?.() ?? false;
  return {
    name: node.getName().replace(/^'(.*)'$/, '$1'),
    type: typeOf(isAccessor ? node.getReturnTypeNode() : node.getTypeNode(), node, {isOptional}),
    isOptional,
    isReadonly: isAccessor ? !node.getSetAccessor() : node.isReadonly(),
    doc: docOf(node),
    node,
  };
}

function methodOf(node) {
  return {name: node.getName(), signature: signatureOf(node), doc: docOf(node), node};
}

/** The signature of a function or method, on one line. */
export function signatureOf(node) {
  return `(${parametersOf(node)}): ${typeOf(node.getReturnTypeNode(), node)}`;
}

/** Parameters as callers see them: a destructured one is named `options`, and one with a default is optional. */
export function parametersOf(node) {
  const texts = node.getParameters().map((each) => {
    const name = Node.isObjectBindingPattern(each.getNameNode()) ? 'options' : each.getName();
    const isOptional = each.isOptional();
    return `${name}${isOptional ? '?' : ''}: ${typeOf(each.getTypeNode(), each, {isOptional})}`;
  });
  return texts.join(', ');
}

/** What a class takes to be made, or nothing where that is not for others. */
export function constructorOf(declaration) {
  const [constructor] = declaration.getConstructors();
  return constructor && !isInternal(constructor) && constructor.getScope() === 'public'
    ? constructor
    : undefined;
}
