import {lazily} from '../../session/util/lazily.js';
import type {PanelHost} from '../panel-host.js';

/** Nothing waits for it: it helps whoever writes the page. */
const fetchCheck = lazily(() => import('../markup-check.js'));
let check: Awaited<ReturnType<typeof fetchCheck>> | undefined;

/** Writes mistakes in the element's markup to the console, now and when an attribute changes. */
export async function followMarkup(host: PanelHost): Promise<void> {
  try {
    const {warnOfMarkup} = (check = await fetchCheck());
    warnOfMarkup(host);
    new MutationObserver(() => warnOfMarkup(host)).observe(host, {attributes: true});
    host.requestUpdate();
  } catch {
    // The element works without.
  }
}

/** Mistakes in the element's markup, for the site owner; none while the check is not loaded. */
export const markupProblems = (host: PanelHost): readonly string[] => check?.markupProblems(host) ?? [];
