/** True while a key is the input method's. Safari tells the end of a composition before the key that ended it: code 229. */
export const isComposing = ({isComposing: isIt, keyCode}: KeyboardEvent): boolean => isIt || keyCode === 229;
