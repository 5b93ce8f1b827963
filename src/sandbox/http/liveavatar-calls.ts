import type {StreamingNewRequest} from '../../session/backends/streaming/streaming-schemas.js';
import {parseJson} from '../../session/util/json.js';
import {bearer, hasKey, type SessionStore} from './session-store.js';
import type {FakeEnding, FakeSession, FakeSessionOptions, SpeechMessages} from './fake-session.js';
import {checkToken} from './liveavatar-checks.js';
import {Refusal} from './replies.js';

/** LiveAvatar's calls. */
export type LiveAvatarEndpoint =
  'sessions/token' | 'sessions/start' | 'sessions/stop' | 'sessions/keep-alive';

const IDLE_S = 300;
/** A session on LiveAvatar's own sandbox lasts a minute, and any other as long as an account like this may have it. */
const SANDBOX_S = 60;
const LONGEST_S = 600;
const CONTROL = 'agent-control';

const success = (data: unknown = null) => ({code: 1000, message: 'success', data});

/** Carries out a call of LiveAvatar (FULL mode) by its rules, or refuses it. */
export async function liveAvatarCall(
  books: SessionStore,
  endpoint: LiveAvatarEndpoint,
  headers: Headers,
  body: Record<string, unknown>,
): Promise<unknown> {
  if (endpoint === 'sessions/token') {
    checkToken(body);
    const {token, sessionId} = books.makeToken(body);
    return success({session_id: sessionId, session_token: token});
  }
  const entry = books.tokens.get(bearer(headers));
  if (endpoint === 'sessions/start') {
    if (!entry || entry.session !== null) throw new Refusal(4003);
    if (books.isFull) throw new Refusal(4032);
    return success(await start(books, entry));
  }
  // A token names its session; a server of the account's, which calls with the key, names it by id.
  if (!entry && !hasKey(headers)) throw new Refusal(4003);
  const session = books.sessionOf(entry ? entry.sessionId : body['session_id']);
  if (!session) throw new Refusal(404);
  if (endpoint === 'sessions/stop') {
    session.stops++;
    await session.end('stop');
  } else session.touch();
  return success();
}

async function start(books: SessionStore, entry: Parameters<SessionStore['open']>[0]): Promise<object> {
  const {body} = entry;
  const video = body['video_settings'] as {quality?: string} | undefined;
  const request: StreamingNewRequest = {
    version: 'v2',
    quality: video?.quality === 'low' || video?.quality === 'high' ? video.quality : 'medium',
    activity_idle_timeout: IDLE_S,
  };
  const session = await books.open(entry, request, AGENT_MESSAGES, limitOf(body));
  const {room, sessionId} = session;
  session.hearing.needsPress = body['interactivity_type'] === 'PUSH_TO_TALK';
  room.onData = (payload, topic) => {
    if (topic === CONTROL) obey(session, parseJson(new TextDecoder().decode(payload)));
  };
  // As the real server does it: the answer comes first, avatar and agent enter the room by themselves.
  void session.start(agentOf(sessionId));
  return {
    session_id: sessionId,
    livekit_url: room.url,
    livekit_client_token: room.accessToken,
    livekit_agent_token: null,
    max_session_duration: session.durationLimit,
    ws_url: null,
  };
}

/** How long a session of these settings lasts at most; where they do not say, as long as the server has it. */
function limitOf({is_sandbox, max_session_duration}: Record<string, unknown>): FakeSessionOptions {
  const longest = is_sandbox === true ? SANDBOX_S : LONGEST_S;
  if (typeof max_session_duration === 'number') {
    return {sessionDurationLimit: Math.min(max_session_duration, longest)};
  }
  return is_sandbox === true ? {sessionDurationLimit: SANDBOX_S} : {};
}

/** Does what a command of the visitor's says. */
function obey(session: FakeSession, command: unknown): void {
  const {event_type, event_id, text} = (command ?? {}) as {
    event_type?: string;
    event_id?: string;
    text?: string;
  };
  session.touch();
  session.commands.push(event_type ?? '');
  switch (event_type) {
    case 'avatar.speak_text':
      session.say(text ?? '', 'repeat', event_id);
      break;
    case 'avatar.speak_response':
      session.say(text ?? '', 'chat', event_id);
      break;
    case 'avatar.interrupt':
      session.interrupt({dropsQueue: true});
      break;
    case 'user.start_push_to_talk':
    case 'user.stop_push_to_talk':
      pushToTalk(session, event_type === 'user.start_push_to_talk');
      break;
    default:
  }
}

/** Takes push-to-talk where the session was made for it. */
function pushToTalk(session: FakeSession, isPressed: boolean): void {
  const isDone = session.hearing.needsPress;
  if (isDone) session.hearing.isPressed = isPressed;
  const verb = isPressed ? 'start' : 'stop';
  const past = isPressed ? 'started' : 'stopped';
  session.tell(agentMessage(`user.push_to_talk_${isDone ? past : `${verb}_failed`}`, null));
}

const agentOf = (sessionId: string) => `liveavatar-agent-${sessionId}`;

const END_REASONS: Readonly<Record<FakeEnding, string>> = {
  stop: 'USER_CLOSED',
  idle: 'IDLE_TIMEOUT',
  limit: 'MAX_DURATION_REACHED',
  credits: 'NO_CREDITS',
  closed: 'UNKNOWN',
};

/** How the agent tells what is said: by data messages on a topic of its own. */
const AGENT_MESSAGES: SpeechMessages = {
  topic: 'agent-response',
  from: agentOf,
  user: ({taskId}, text) => [agentMessage('user.transcription', taskId, {text})],
  start: ({taskId}) => [agentMessage('avatar.speak_started', taskId)],
  piece: ({taskId}, text) => [agentMessage('avatar.transcription.chunk', taskId, {text})],
  whole: ({taskId, text}) => [agentMessage('avatar.transcription', taskId, {text})],
  stop: ({taskId}) => [agentMessage('avatar.speak_ended', taskId)],
  userSpeech: (isSpeech) => ({
    data: [agentMessage(isSpeech ? 'user.speak_started' : 'user.speak_ended', null)],
  }),
  ended: (by) => [agentMessage('session.stopped', null, {end_reason: END_REASONS[by]})],
};

function agentMessage(event_type: string, source_event_id: string | null, payload: object = {}): object {
  return {event_id: crypto.randomUUID(), event_type, source_event_id, ...payload};
}
