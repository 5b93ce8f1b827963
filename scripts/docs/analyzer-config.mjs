import {sessionFields} from './session-fields.mjs';

const CLASS = 'SessionProperties';

/**
 * The configuration of the manifest's analyzer: gives the class the attributes and properties that it makes from the table
 * of session fields, which the analyzer cannot find. The classes that extend it inherit them.
 */
export default {
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
  ],
};

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
