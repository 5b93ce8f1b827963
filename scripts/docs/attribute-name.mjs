/** The attribute of a property: its name with dashes. */
export const attributeName = (property) => property.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
