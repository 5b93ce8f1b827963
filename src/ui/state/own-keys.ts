import {isComposing} from './ime.js';

const MOVES = ['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown', 'Home', 'End', 'PageUp', 'PageDown'];
const EDITS = ['Enter', 'Backspace', 'Delete', 'Insert', 'Dead', 'Process', 'Unidentified', ...MOVES];

/**
 * Keeps the keys that a control uses inside the shadow root. To the page, an event from there comes from the element: its
 * hotkeys cannot know that the visitor types or presses a button, and the page may prevent what the key does. Tab, Escape,
 * function keys and combinations with Ctrl or ⌘ pass.
 */
export function keepOwnKeys(root: ShadowRoot): void {
  for (const type of ['keydown', 'keypress', 'keyup']) {
    root.addEventListener(type, (event) => {
      if (isOwnKey(event as KeyboardEvent)) event.stopPropagation();
    });
  }
  for (const type of ['compositionstart', 'compositionupdate', 'compositionend', 'paste', 'copy', 'cut']) {
    root.addEventListener(type, (event) => {
      if (isOwn(event) && isTextBox(event.target)) event.stopPropagation();
    });
  }
}

function isOwnKey(event: KeyboardEvent): boolean {
  const {key} = event;
  if (!isOwn(event) || key === 'Escape') return false;
  // On Windows, AltGr prints a character and counts as Ctrl and Alt.
  const isCombination = (event.ctrlKey || event.metaKey) && !event.getModifierState('AltGraph');
  if (isCombination) return false;
  const target = event.target as Element;
  if (isTextBox(target)) return key.length === 1 || EDITS.includes(key) || isComposing(event);
  if (target.matches('select')) return key.length === 1 || key === 'Enter' || MOVES.includes(key);
  if (target.localName === 'input') return MOVES.includes(key);
  if (target.matches('[role=log]')) return key === ' ' || MOVES.includes(key);
  return target.matches('button, summary') && (key === ' ' || key === 'Enter');
}

/** Not for what the page has put in a slot, which passes the shadow root too. */
const isOwn = ({target, currentTarget}: Event): boolean =>
  target instanceof Element && target.getRootNode() === currentTarget;

const isTextBox = (target: EventTarget | null): boolean => (target as Element).localName === 'textarea';
