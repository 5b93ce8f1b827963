/** The characters by which WebDriver knows keys that are named. */
const KEYS = {
  Backspace: '\uE003',
  Tab: '\uE004',
  Enter: '\uE007',
  Space: ' ',
  Shift: '\uE008',
  Control: '\uE009',
  Alt: '\uE00A',
  Escape: '\uE00C',
  PageUp: '\uE00E',
  PageDown: '\uE00F',
  End: '\uE010',
  Home: '\uE011',
  ArrowLeft: '\uE012',
  ArrowUp: '\uE013',
  ArrowRight: '\uE014',
  ArrowDown: '\uE015',
  Delete: '\uE017',
  F6: '\uE036',
};

/** WebDriver's value of a key that a test names: `Tab`, `a`. */
export function keyValue(name) {
  const value = KEYS[name] ?? ([...name].length === 1 ? name : undefined);
  if (value === undefined) throw new Error(`scripts/webkit-keys.mjs does not know the key “${name}”.`);
  return value;
}

export const keyDown = (name) => ({type: 'keyDown', value: keyValue(name)});
export const keyUp = (name) => ({type: 'keyUp', value: keyValue(name)});
