import {Node} from 'ts-morph';
import {attributeName} from './attribute-name.mjs';
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

/** The attribute of a property: its name, but for one that says that it has none. */
export function attributeOf(node) {
  const decorator = node.getDecorator?.('property');
  if (!decorator) return undefined;
  return optionOf(decorator, 'attribute')?.getText() === 'false' ? undefined : attributeName(node.getName());
}

function optionOf(decorator, name) {
  const [options] = decorator.getArguments();
  return Node.isObjectLiteralExpression(options)
    ? options.getProperty(name)?.getInitializerOrThrow()
    : undefined;
}
