import {lazily} from '../session/util/lazily.js';

const fetchCheck = lazily(() => import('../ui/markup-check.js'));

/** Names mistakes in the markup of an element in the console. The page works without. */
export function nameMistakes(element: Element): void {
  fetchCheck().then(
    ({warnOfMarkup}) => warnOfMarkup(element),
    () => {},
  );
}

/**
 * Once the page is parsed: where an element holds what no slot shows, the check of its markup says so in the console. Otherwise
 * that check comes with the code that is loaded on intent, or with the first command of a button.
 */
export function checkContent(element: Element): void {
  const check = () => {
    const isLost = [...element.childNodes].some((child) =>
      child instanceof Text ? child.data.trim() : (child as Element).slot === '',
    );
    if (isLost) nameMistakes(element);
  };
  if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', check, {once: true});
  else check();
}
