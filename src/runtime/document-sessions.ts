import type {EndReason} from '../session/session-state.js';
import {withTimeout} from '../session/util/abort.js';
import {DEFAULT_TIMEOUTS} from '../session/util/timeouts.js';

/** A session of an element in this document. */
interface DocumentSession {
  readonly host: object;
  readonly session: {readonly stopConfirmed: Promise<void>};
  /** Why it need not wait for its end: nobody sees it, or it ends already. `null` while it goes on. */
  readonly leaving: EndReason | null;
  end(reason: EndReason): void;
}

/** The sessions whose stop the server has not confirmed, the oldest first. */
const open = new Set<DocumentSession>();

/** Counts a session as open until the server has confirmed its stop. */
export function register(session: DocumentSession): void {
  open.add(session);
  void session.session.stopConfirmed.then(() => open.delete(session));
}

/**
 * Ends what must be over before `next` begins, since an account may have one session at a time: the earlier sessions of its
 * element, without which there is no next one; and those of other elements that are removed, hidden or ending, as long as that
 * takes no longer than a stop may.
 */
export async function endEarlier(next: DocumentSession, signal: AbortSignal): Promise<void> {
  const all = [...open];
  const earlier = all.slice(0, all.indexOf(next));
  const own = earlier.filter(({host}) => host === next.host);
  const others = earlier.filter(({host, leaving}) => host !== next.host && leaving);
  const {session, stop} = DEFAULT_TIMEOUTS;
  await Promise.all([
    withTimeout(session, 'ending the session before', signal, () => ended(own)),
    withTimeout(stop, 'ending other sessions', signal, () => ended(others)).catch(() => {}),
  ]);
}

function ended(sessions: readonly DocumentSession[]): Promise<unknown> {
  for (const each of sessions) each.end(each.leaving ?? 'stopped');
  return Promise.all(sessions.map(({session}) => session.stopConfirmed));
}
