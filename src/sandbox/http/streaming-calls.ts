import {parseJson} from '../../session/util/json.js';
import {bearer, hasKey, type SessionStore} from './session-store.js';
import type {FakeSession, SpeechMessages} from './fake-session.js';
import {Refusal, success} from './replies.js';
import {checkNew, checkTask} from './streaming-checks.js';

/** The streaming API's calls that belong to a session. */
export type StreamingEndpoint =
  'new' | 'start' | 'task' | 'interrupt' | 'stop' | 'keep_alive' | 'start_listening' | 'stop_listening';

/** Carries out a call of the streaming API by the API's own rules, or refuses it. */
export async function streamingCall(
  books: SessionStore,
  endpoint: StreamingEndpoint,
  headers: Headers,
  body: Record<string, unknown>,
): Promise<unknown> {
  if (endpoint === 'new') return success(await makeSession(books, bearer(headers), body));
  return success(await inSession(endpoint, sessionOf(books, headers, body), body));
}

async function makeSession(
  books: SessionStore,
  token: string,
  body: Record<string, unknown>,
): Promise<object> {
  const entry = books.tokens.get(token);
  // A token makes one session, and one only.
  if (!entry || entry.session !== null) throw new Refusal(400112);
  const request = checkNew(body);
  if (books.isFull) throw new Refusal(10007);
  const session = await books.open(entry, request, STREAMING_MESSAGES);
  session.room.onData = (payload) => obey(session, parseJson(new TextDecoder().decode(payload)));
  return {
    session_id: session.sessionId,
    url: session.room.url,
    access_token: session.room.accessToken,
    session_duration_limit: session.durationLimit,
    is_paid: false,
    realtime_endpoint: `wss://webrtc-signaling.heygen.io/v2-alpha/interactive-avatar/session/${session.sessionId}`,
  };
}

/** Does what a word of the visitor's says. */
function obey(session: FakeSession, word: unknown): void {
  if (word !== 'push_to_talk:start' && word !== 'push_to_talk:stop') return;
  session.touch();
  session.commands.push(word);
  session.hearing.isPressed = word === 'push_to_talk:start';
}

async function inSession(
  endpoint: Exclude<StreamingEndpoint, 'new'>,
  session: FakeSession,
  body: Record<string, unknown>,
): Promise<unknown> {
  if (endpoint === 'stop') {
    session.stops++;
    await session.end('stop');
    return {status: 'success'};
  }
  session.touch();
  if (endpoint === 'start') {
    if (session.state === 'started') throw new Refusal(10003);
    await session.start();
    return {status: 'success'};
  }
  if (session.state === 'new') throw new Refusal(400006);
  if (endpoint === 'task') {
    const {text, type} = checkTask(body);
    const {taskId, durationMs} = session.say(text, type);
    return {task_id: taskId, duration_ms: durationMs};
  }
  if (endpoint === 'interrupt') session.interrupt();
  return null;
}

/** The session that a call names, which is its token's; a server of the account's, which has the key, may name any. */
function sessionOf(books: SessionStore, headers: Headers, body: Record<string, unknown>): FakeSession {
  const entry = books.tokens.get(bearer(headers));
  if (!entry && !hasKey(headers)) throw new Refusal(400112);
  const session = books.sessionOf(body['session_id']);
  if (!session) throw new Refusal(10006);
  if (entry && session !== entry.session) throw new Refusal(40102);
  return session;
}

/** How the streaming API tells what is said: by data messages without a topic. */
const STREAMING_MESSAGES: SpeechMessages = {
  user: ({taskId: task_id}, message) => [
    {type: 'user_talking_message', task_id, message},
    {type: 'user_end_message', task_id},
  ],
  start: ({taskId: task_id}) => [{type: 'avatar_start_talking', task_id}],
  piece: ({taskId: task_id}, message) => [{type: 'avatar_talking_message', task_id, message}],
  whole: ({taskId: task_id}) => [{type: 'avatar_end_message', task_id}],
  stop: ({taskId: task_id}, duration_ms) => [{type: 'avatar_stop_talking', task_id, duration_ms}],
  userSpeech: (isSpeech) => ({chat: {event_type: isSpeech ? 'user_start' : 'user_stop'}}),
  ended: () => [],
};
