import {AgentEventsEnum, LiveAvatarSession, SessionEvent} from '@heygen/liveavatar-web-sdk';
import {api, fetchToken, startOnClick, tell, tellFirstFrame, video} from './sdk-events.js';

let session;

startOnClick(async () => {
  const {session_token} = await fetchToken(`${api}/api/liveavatar-token/lite`);
  session = new LiveAvatarSession(session_token, {apiUrl: api});
  for (const type of Object.values(AgentEventsEnum)) session.on(type, (event) => tell(type, event));
  session.on(SessionEvent.SESSION_DISCONNECTED, (reason) => tell('disconnected', {reason}));
  session.on(SessionEvent.SESSION_STREAM_READY, () => {
    session.attach(video);
    tellFirstFrame();
  });
  await session.start();
  const {sessionId, mode} = session;
  tell('started', {session_id: sessionId, mode});
});

globalThis.client = {
  /** Has the avatar say a sound of so many ms. */
  say: (ms) => session.repeatAudio(btoa('\0'.repeat(48 * ms))),
  listen: () => [session.startListening(), session.stopListening()],
  interrupt: () => session.interrupt(),
  stop: () => session.stop(),
};
