import type {Localizer} from '../locales/localizer.js';
import type {PanelHost, PanelSession} from '../panel-host.js';

/** How long before an idle end the panel asks whether the visitor is there, in ms. */
const ASK_MS = 20_000;

/** Seconds until the session reaches its longest duration, or `null` where it has none. */
export function remaining({session}: PanelHost): number | null {
  return session?.durationLimit ? Math.max(0, session.durationLimit - elapsedIn(session)) : null;
}

/** Seconds since the server made the session. */
export function elapsed({session}: PanelHost): number {
  return session ? elapsedIn(session) : 0;
}

/** Seconds until the server ends an idle session, once that is near; `null` before. */
export function idleSeconds({idleAt}: PanelSession): number | null {
  const left = (idleAt ?? Infinity) - Date.now();
  return left <= ASK_MS ? Math.max(0, Math.ceil(left / 1000)) : null;
}

/** The last seconds of a session, in which the views show how many are left. */
export const LAST_MINUTE = 60;

/**
 * Calls back when what the views show of the time is not what they drew last: the time left near the end, the question before an idle
 * end, and the clock while `hasClock` says that it is in view. Most seconds of a conversation change nothing.
 */
export function followTime(
  {host, session, hasClock}: {host: PanelHost; session: PanelSession; hasClock: () => boolean},
  signal: AbortSignal,
  onChange: () => void,
): void {
  const shown = (): string => {
    const left = remaining(host);
    const nearEnd = left !== null && left <= LAST_MINUTE ? Math.ceil(left) : '';
    return `${nearEnd} ${idleSeconds(session)} ${hasClock() ? Math.round(left ?? elapsed(host)) : ''}`;
  };
  let drawn = shown();
  const drawing = {hostUpdate: () => void (drawn = shown())};
  host.addController(drawing);
  const timer = setInterval(() => {
    if (shown() !== drawn) onChange();
  }, 1000);
  signal.addEventListener('abort', () => {
    clearInterval(timer);
    host.removeController(drawing);
  });
}

/** Minutes and seconds, in the digits of the language. */
export function clock(seconds: number, words: Localizer): string {
  const whole = Math.max(0, Math.round(seconds));
  const rest = words.number(whole % 60, {minimumIntegerDigits: 2});
  return `${words.number(Math.floor(whole / 60))}:${rest}`;
}

const elapsedIn = ({startedAt}: {startedAt: number}): number => (Date.now() - startedAt) / 1000;
