import {parseJson} from '../../session/util/json.js';
import {bearer, hasApiKey, type SessionStore} from './session-store.js';
import type {FakeSession, SpeechMessages} from './fake-session.js';
import {Refusal, success} from './replies.js';
import {checkNew, checkTask} from './streaming-checks.js';

/** The calls of the streaming API that belong to a session. */
export type StreamingEndpoint =
  'new' | 'start' | 'task' | 'interrupt' | 'stop' | 'keep_alive' | 'start_listening' | 'stop_listening';

/** Carries out a call of the streaming API. Throws `Refusal` where the API would answer with an error. */
export async function streamingCall(
  store: SessionStore,
  endpoint: StreamingEndpoint,
  headers: Headers,
  body: Record<string, unknown>,
): Promise<unknown> {
  if (endpoint === 'new') return success(await createSession(store, bearer(headers), body));
  return success(await callSession(endpoint, sessionOf(store, headers, body), body));
}

async function createSession(
  store: SessionStore,
  token: string,
  body: Record<string, unknown>,
): Promise<object> {
  const entry = store.tokens.get(token);
  if (!entry || entry.session !== null) throw new Refusal(400112);
  const request = checkNew(body);
  if (store.isFull) throw new Refusal(10007);
  const session = await store.open(entry, request, STREAMING_MESSAGES);
  session.room.onData = (payload) => onCommand(session, parseJson(new TextDecoder().decode(payload)));
  return {
    session_id: session.sessionId,
    url: session.room.url,
    access_token: session.room.accessToken,
    session_duration_limit: session.durationLimit,
    is_paid: false,
    realtime_endpoint: `wss://webrtc-signaling.heygen.io/v2-alpha/interactive-avatar/session/${session.sessionId}`,
  };
}

/** Carries out a command that the visitor's page sent as a data message. */
function onCommand(session: FakeSession, command: unknown): void {
  if (command !== 'push_to_talk:start' && command !== 'push_to_talk:stop') return;
  session.restartIdleTimer();
  session.commands.push(command);
  session.userSpeech.isButtonHeld = command === 'push_to_talk:start';
}

async function callSession(
  endpoint: Exclude<StreamingEndpoint, 'new'>,
  session: FakeSession,
  body: Record<string, unknown>,
): Promise<unknown> {
  if (endpoint === 'stop') {
    session.stops++;
    await session.end('stop');
    return {status: 'success'};
  }
  session.restartIdleTimer();
  if (endpoint === 'start') {
    if (session.state === 'started') throw new Refusal(10003);
    await session.start();
    return {status: 'success'};
  }
  if (session.state === 'new') throw new Refusal(400006);
  if (endpoint === 'task') {
    const {text, type} = checkTask(body);
    const {taskId, durationMs} = session.addTask(text, type);
    return {task_id: taskId, duration_ms: durationMs};
  }
  if (endpoint === 'interrupt') session.interrupt();
  return null;
}

/** The session that a request names. A token gives access to its own session only; the API key gives access to every session. */
function sessionOf(store: SessionStore, headers: Headers, body: Record<string, unknown>): FakeSession {
  const entry = store.tokens.get(bearer(headers));
  if (!entry && !hasApiKey(headers)) throw new Refusal(400112);
  const session = store.sessionOf(body['session_id']);
  if (!session) throw new Refusal(10006);
  if (entry && session !== entry.session) throw new Refusal(40102);
  return session;
}

/** The data messages of the streaming API, which have no topic. */
const STREAMING_MESSAGES: SpeechMessages = {
  userText: ({taskId: task_id}, message) => [
    {type: 'user_talking_message', task_id, message},
    {type: 'user_end_message', task_id},
  ],
  speechStart: ({taskId: task_id}) => [{type: 'avatar_start_talking', task_id}],
  textChunk: ({taskId: task_id}, message) => [{type: 'avatar_talking_message', task_id, message}],
  textEnd: ({taskId: task_id}) => [{type: 'avatar_end_message', task_id}],
  speechEnd: ({taskId: task_id}, duration_ms) => [{type: 'avatar_stop_talking', task_id, duration_ms}],
  userSpeech: (isSpeech) => ({chat: {event_type: isSpeech ? 'user_start' : 'user_stop'}}),
  sessionEnd: () => [],
};
