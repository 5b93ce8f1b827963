import {AgentEventsEnum, ElevenLabsAgentSession, SessionEvent} from '@heygen/liveavatar-web-sdk';
import {api, fetchToken, startOnClick, tell, tellFirstFrame, video} from './sdk-events.js';

let session;

startOnClick(async () => {
  const {session_token} = await fetchToken(`${api}/api/liveavatar-token/connector`);
  session = new ElevenLabsAgentSession(session_token, {apiUrl: api});
  session.on(AgentEventsEnum.ELEVENLABS_AGENT_EVENT, ({elevenlabs_event_type, data}) =>
    tell('agent', {elevenlabs_event_type, data}),
  );
  session.on(SessionEvent.SESSION_DISCONNECTED, (reason) => tell('disconnected', {reason}));
  session.on(SessionEvent.SESSION_STREAM_READY, () => {
    session.attach(video);
    tellFirstFrame();
  });
  await session.start();
  const {sessionId, mode, agentType} = session;
  tell('started', {session_id: sessionId, mode, agentType});
});

globalThis.client = {
  talk: (text) => session.sendUserMessage(text),
  context: (text) => session.sendContextualUpdate(text),
  activity: () => session.sendUserActivity(),
  answer: (toolCallId, result) => session.sendClientToolResult({toolCallId, result}),
  interrupt: () => session.interrupt(),
  stop: () => session.stop(),
};
