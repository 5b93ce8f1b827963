import {Node, ts} from 'ts-morph';
import {docOf} from './doc-comment.mjs';
import {fail} from './fail.mjs';
import {block, blocks, code, list} from './markdown.mjs';
import {classMembers, constructorOf, interfaceMembers, parametersOf, signatureOf} from './members.mjs';
import {isPrivate, referencesIn} from './references.mjs';
import {literalsOf} from './union.mjs';

/** The section of a page about one export, whatever it is. */
export function section(name, declaration, level = '##') {
  const {title, body} = contentsOf(name, declaration);
  return blocks(`${level} ${code(title)}`, docOf(declaration), body);
}

function contentsOf(name, declaration) {
  if (Node.isFunctionDeclaration(declaration)) {
    return {title: `${name}()`, body: block('ts', name + signatureOf(declaration))};
  }
  if (Node.isClassDeclaration(declaration)) return {title: name, body: classBody(name, declaration)};
  if (Node.isInterfaceDeclaration(declaration))
    return {title: name, body: memberLists(interfaceMembers(declaration))};
  if (Node.isTypeAliasDeclaration(declaration)) return {title: name, body: aliasBody(name, declaration)};
  if (Node.isVariableDeclaration(declaration)) {
    return {title: name, body: block('ts', `const ${declaration.getText()};`)};
  }
  return fail(`${name} is a ${declaration.getKindName()}, which has no place in the documentation.`);
}

function classBody(name, declaration) {
  const constructor = constructorOf(declaration);
  // A base that a function makes, for the types of its events, is the platform's own class.
  const base = declaration
    .getExtends()
    ?.getText()
    .replace(/^typedEventTarget<.*$/, 'EventTarget');
  return blocks(
    base && `Extends ${code(base)}.`,
    constructor && block('ts', `new ${name}(${parametersOf(constructor)})`),
    memberLists(classMembers(declaration)),
  );
}

/** The fields and methods of a class or interface, one line each. */
export function memberLists({fields, methods}) {
  return list([...fields.map(fieldLine), ...methods.map(methodLine)]);
}

export function fieldLine({name, type, isOptional, isReadonly, doc}) {
  return `${code(name + (isOptional ? '?' : ''))}: ${code(type)}${isReadonly ? ', read only' : ''}.${doc && ` ${doc}`}`;
}

const methodLine = ({name, signature, doc}) => `${code(name + signature)}.${doc && ` ${doc}`}`;

/** A type that the source derives from what readers cannot see is shown as what it comes to. */
function aliasBody(name, alias) {
  const node = alias.getTypeNode();
  if (!isDerived(node)) return block('ts', `type ${name} = ${node.getText()};`);
  if (alias.getType().isUnion()) return list(literalsOf(alias).map(code));
  const text = alias
    .getType()
    .getText(node, ts.TypeFormatFlags.InTypeAlias | ts.TypeFormatFlags.NoTruncation);
  return block('ts', `type ${name} = ${text};`);
}

function isDerived(typeNode) {
  return /\btypeof\b/.test(typeNode.getText()) || referencesIn(typeNode).some(isPrivate);
}
