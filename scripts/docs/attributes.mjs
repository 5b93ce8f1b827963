import {Node} from 'ts-morph';
import {docOf} from './doc-comment.mjs';
import {sourceFile} from './project.mjs';
import {classMembers} from './members.mjs';

/** The attributes that a class declares by Lit's `@property`: `{name, property, type, doc}`. */
export function attributesOf(path, className) {
  return classMembers(sourceFile(path).getClassOrThrow(className)).fields.flatMap((field) => {
    const name = attributeOf(field.node);
    return name ? {name, property: field.name, type: field.type, doc: docOf(field.node)} : [];
  });
}

/** The attribute of a property, or nothing where it has none. */
export function attributeOf(node) {
  const decorator = node.getDecorator?.('property');
  if (!decorator) return undefined;
  const option = optionOf(decorator, 'attribute');
  if (!option) return node.getName().toLowerCase();
  return Node.isStringLiteral(option) ? option.getLiteralText() : undefined;
}

function optionOf(decorator, name) {
  const [options] = decorator.getArguments();
  return Node.isObjectLiteralExpression(options)
    ? options.getProperty(name)?.getInitializerOrThrow()
    : undefined;
}
