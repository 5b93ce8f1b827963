/**
 * Whether an input method takes this key, to choose a character for example. Safari ends the composition before the event of
 * the key that ended it; that event has the key code 229.
 */
export const isComposing = (event: KeyboardEvent): boolean => event.isComposing || event.keyCode === 229;
