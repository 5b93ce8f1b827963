import {attributeName} from './attribute-name.mjs';
import {sessionFields} from './session-fields.mjs';

const CLASS = 'SessionProperties';

/**
 * The configuration of the manifest's analyzer: gives the class the attributes and properties that it makes from the table
 * of session fields, which the analyzer cannot find, and each attribute its name and its default. The classes that extend it
 * inherit them.
 */
export default {
  packagejson: false, // it would write a path into package.json
  plugins: [
    {
      name: 'session-fields',
      moduleLinkPhase({moduleDoc}) {
        const declaration = moduleDoc.declarations.find(({name}) => name === CLASS);
        if (!declaration) return;
        const fields = sessionFields();
        declaration.members = [...fields.map(memberOf), ...(declaration.members ?? [])];
        declaration.attributes = fields.map(attributeOf);
      },
    },
    {
      name: 'properties',
      moduleLinkPhase({moduleDoc}) {
        for (const {members = [], attributes = []} of moduleDoc.declarations) {
          for (const member of members.filter(({kind}) => kind === 'field')) {
            if (member.attribute) member.attribute = attributeName(member.name);
            member.default ??= defaultOf(member);
          }
          for (const attribute of attributes.filter(({fieldName}) => fieldName)) {
            attribute.name = attributeName(attribute.fieldName);
            attribute.default ??= defaultOf(attribute);
          }
        }
      },
    },
  ],
};

/** The default of a property, which its doc comment tells. */
function defaultOf({description = ''}) {
  const [, quoted, bare] = /\bDefault:?\s+(?:`([^`]+)`|(\w+))/.exec(description) ?? [];
  if (bare === 'unset') return 'null';
  return quoted && quoted !== 'null' ? `'${quoted}'` : (quoted ?? bare);
}

function memberOf({name, property, type, default: value, doc}) {
  return {
    kind: 'field',
    name: property,
    type: {text: type},
    default: value,
    description: doc,
    attribute: name,
  };
}

function attributeOf({name, property, type, default: value, doc}) {
  return {name, type: {text: type}, default: value, description: doc, fieldName: property};
}
