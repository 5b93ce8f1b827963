/** The attribute of a property: `voiceRate` is `voice-rate`. */
export const attributeName = (property: string): string =>
  property.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
