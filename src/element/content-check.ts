import {lazily} from '../session/util/lazily.js';

const fetchCheck = lazily(() => import('../ui/markup-check.js'));

/**
 * Once the page is parsed: where an element holds what no slot shows, the check of its markup says so in the console. Otherwise
 * that check comes with the code that is loaded on intent.
 */
export function checkContent(element: Element): void {
  const check = () => {
    if (!element.querySelector(':scope > :not([slot])')) return;
    fetchCheck().then(
      ({warnOfMarkup}) => warnOfMarkup(element),
      () => {}, // the page works without
    );
  };
  if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', check, {once: true});
  else check();
}
