import {ERROR_MESSAGES} from '../../session/errors/error-messages.js';
import {lazily} from '../../session/util/lazily.js';
import {whenIdle} from '../../session/util/when-idle.js';
import {STRINGS} from '../locales/strings.js';
import type {PanelHost} from '../panel-host.js';

/** The keys that `strings` may have. */
const TEXTS = [...Object.keys(STRINGS), ...Object.keys(ERROR_MESSAGES).map((code) => `error-${code}`)];

const fetchCheck = lazily(() => import('../markup-check.js'));
/** How long the check waits at most until the browser is idle, in ms. */
const LIMIT = {timeout: 5_000};
let check: Awaited<ReturnType<typeof fetchCheck>> | undefined;

/** Writes mistakes in the element's markup to the console, now and when an attribute changes. */
export async function followMarkup(host: PanelHost): Promise<void> {
  try {
    // The visitor needs the check for nothing: by HTTP/1.1, its download would take the connection of the token request.
    await new Promise<void>((resolve) => whenIdle(resolve, LIMIT));
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
