import {LiveAvatarSession, SessionEvent} from '@heygen/liveavatar-web-sdk';
import {api, fetchJson, greeting, reportFirstFrame, startOnClick, video} from './client.js';

/** HeyGen's client for LiveAvatar, as its documentation shows it. */
startOnClick(async () => {
  const {session_token: token} = await fetchJson('/api/liveavatar-token');
  const session = new LiveAvatarSession(token, {apiUrl: api});
  session.on(SessionEvent.SESSION_STREAM_READY, () => {
    session.attach(video);
    reportFirstFrame();
  });
  await session.start();
  if (greeting) session.repeat(greeting); // it refuses to before
});
