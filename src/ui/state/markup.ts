import {ERROR_MESSAGES} from '../../session/errors/error-messages.js';
import {lazily} from '../../session/util/lazily.js';
import {STRINGS} from '../locales/strings.js';
import type {PanelHost} from '../panel-host.js';

/** The keys that `strings` may have. */
const TEXTS = [...Object.keys(STRINGS), ...Object.keys(ERROR_MESSAGES).map((code) => `error-${code}`)];

/** Nothing waits for it: it helps whoever writes the page. */
const fetchCheck = lazily(() => import('../markup-check.js'));
let check: Awaited<ReturnType<typeof fetchCheck>> | undefined;

/** Writes mistakes in the element's markup to the console, now and when an attribute changes. */
export async function followMarkup(host: PanelHost): Promise<void> {
  try {
    const {warnOfMarkup} = (check = await fetchCheck());
    warnOfMarkup(host, TEXTS);
    new MutationObserver(() => warnOfMarkup(host, TEXTS)).observe(host, {attributes: true});
    host.requestUpdate();
  } catch {
    // The element works without.
  }
}

/** Mistakes in the element's markup, for the site owner; none while the check is not loaded. */
export const markupProblems = (host: PanelHost): readonly string[] =>
  check?.markupProblems(host, TEXTS) ?? [];
