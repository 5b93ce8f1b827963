import {AgentEventsEnum, LiveAvatarSession, SessionEvent} from '@heygen/liveavatar-web-sdk';
import {api, fetchToken, startOnClick, tell, tellFirstFrame, video} from './sdk-events.js';

let session;

startOnClick(async () => {
  const {session_token} = await fetchToken(`${api}/api/liveavatar-token`);
  session = new LiveAvatarSession(session_token, {apiUrl: api});
  for (const type of Object.values(AgentEventsEnum)) session.on(type, (event) => tell(type, event));
  session.on(SessionEvent.SESSION_STATE_CHANGED, (state) => tell('state', {state}));
  session.on(SessionEvent.SESSION_DISCONNECTED, (reason) => tell('disconnected', {reason}));
  session.on(SessionEvent.SESSION_STREAM_READY, () => {
    session.attach(video);
    tellFirstFrame();
  });
  await session.start();
  tell('started', {session_id: session.sessionId, max: session.maxSessionDuration});
});

globalThis.client = {
  speak: (text) => session.repeat(text),
  talk: (text) => session.message(text),
  interrupt: () => session.interrupt(),
  keepAlive: () => session.keepAlive(),
  listen: () => [session.startListening(), session.stopListening()],
  stop: () => session.stop(),
};
