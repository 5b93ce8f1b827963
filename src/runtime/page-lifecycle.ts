import type {AvatarSession} from '../session/avatar-session.js';

/** Has `leave` called when the page goes, as long as `life` lasts, and lets the session of an unseen page idle. */
export function watchPage(session: AvatarSession, leave: () => void, life: AbortSignal): void {
  const onVisibility = () => {
    session.pageVisible = document.visibilityState === 'visible';
  };
  onVisibility();
  document.addEventListener('visibilitychange', onVisibility, {signal: life});
  addEventListener('pagehide', leave, {signal: life});
  // A frozen page can keep nothing alive, and may be discarded without another word.
  document.addEventListener('freeze', leave, {signal: life});
}
