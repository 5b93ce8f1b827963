import type {Tool} from '../session/tools/tool.js';
import {fillField} from './fill-field.js';
import {mayMove, NO_TARGET, pageTarget} from './page-target.js';
import {textParameters} from './text-parameters.js';

export type {Tool} from '../session/tools/tool.js';

/** How long a place is highlighted, in ms. */
const HIGHLIGHT_MS = 4_000;
/** How long the agent has to hear that a page opens: the page that is left ends the session. */
const LEAVE_MS = 500;

/**
 * Actions in the page that an agent may be given, each by `registerTool(name, tool)`. None is registered by itself, and none does
 * what the page has not prepared: a place has an id or the attribute `data-avatar-target`, a field the attribute
 * `data-avatar-fill`.
 */

/** Scrolls to a place of the page. Parameter: `target`, the value of `data-avatar-target`, or an id. */
export const scrollTo: Tool<{target: string}> = {
  description: 'Scrolls to a place of the page.',
  parameters: textParameters('target'),
  run: ({target}) => {
    const place = pageTarget(target);
    if (!place) return NO_TARGET;
    place.scrollIntoView({behavior: mayMove() ? 'smooth' : 'auto', block: 'center'});
    return 'The visitor sees it now.';
  },
};

/** Draws a line around a place of the page for 4 s, and scrolls to it. Parameter: `target`, as with `scrollTo`. */
export const highlight: Tool<{target: string}> = {
  description: 'Scrolls to a place of the page, and draws a line around it for a moment.',
  parameters: textParameters('target'),
  run: ({target}, {signal}) => {
    const place = pageTarget(target);
    if (!place) return NO_TARGET;
    place.scrollIntoView({behavior: mayMove() ? 'smooth' : 'auto', block: 'center'});
    const line = {outline: '3px solid Highlight', outlineOffset: '4px'};
    const drawn = place.animate([line, line], {duration: HIGHLIGHT_MS});
    signal.addEventListener('abort', () => drawn.cancel());
    return 'The visitor sees it now.';
  },
};

/** Fills a field of the page that has the attribute `data-avatar-fill`. Parameters: `field`, the attribute's value; `value`. */
export const fill: Tool<{field: string; value: string}> = {
  description: 'Fills in a field of a form of the page. It does not send the form.',
  parameters: textParameters('field', 'value'),
  run: ({field, value}) => fillField(field, value),
};

/** Opens a page of the same site in place of this one. Parameter: `url`. Leaving the page ends the session. */
export const open: Tool<{url: string}> = openWith((url) => location.assign(url));

/** As `open`, with a function of the page that opens the address, such as that of a router, so that the session goes on. */
export function openWith(navigate: (url: URL) => unknown): Tool<{url: string}> {
  return {
    description: 'Opens a page of this site.',
    parameters: textParameters('url'),
    run: ({url}, {signal}) => {
      const address = URL.canParse(url, document.baseURI) ? new URL(url, document.baseURI) : null;
      const isOfSite = address?.origin === location.origin && /^https?:$/.test(address.protocol);
      if (!address || !isOfSite) return 'That is no page of this site.';
      setTimeout(() => signal.aborted || navigate(address), LEAVE_MS);
      return 'The page opens.';
    },
  };
}
