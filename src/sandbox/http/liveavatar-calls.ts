import {uuid} from '../../session/util/uuid.js';
import type {StreamingNewRequest} from '../../session/backends/streaming/streaming-schemas.js';
import {parseJson} from '../../session/util/json.js';
import {bearer, hasApiKey, type SessionStore, type TokenEntry} from './session-store.js';
import type {FakeEnding, FakeSession, FakeSessionOptions, SpeechMessages} from './fake-session.js';
import {checkToken} from './liveavatar-checks.js';
import {Refusal} from './replies.js';

/** The calls of LiveAvatar. */
export type LiveAvatarEndpoint =
  'sessions/token' | 'sessions/start' | 'sessions/stop' | 'sessions/keep-alive';

const IDLE_S = 300;
/** LiveAvatar ends a session with `is_sandbox` after a minute. */
const MAX_SANDBOX_S = 60;
/** LiveAvatar allows no longer session to the account that is played here. */
const MAX_S = 600;
const COMMAND_TOPIC = 'agent-control';

const success = (data: unknown = null) => ({code: 1000, message: 'success', data});

/** Carries out a call of LiveAvatar in FULL mode. Throws `Refusal` where LiveAvatar would answer with an error. */
export async function liveAvatarCall(
  store: SessionStore,
  endpoint: LiveAvatarEndpoint,
  headers: Headers,
  body: Record<string, unknown>,
): Promise<unknown> {
  if (endpoint === 'sessions/token') {
    checkToken(body);
    const {token, sessionId} = store.createToken(body);
    return success({session_id: sessionId, session_token: token});
  }
  const entry = store.tokens.get(bearer(headers));
  if (endpoint === 'sessions/start') {
    if (!entry || entry.session !== null) throw new Refusal(4003);
    if (store.isFull) throw new Refusal(4032);
    return success(await startSession(store, entry));
  }
  // A page sends the token of its session. A server of the account sends the API key and the session's id.
  if (!entry && !hasApiKey(headers)) throw new Refusal(4003);
  const session = store.sessionOf(entry ? entry.sessionId : body['session_id']);
  if (!session) throw new Refusal(404);
  if (endpoint === 'sessions/stop') {
    session.stops++;
    await session.end('stop');
  } else session.restartIdleTimer();
  return success();
}

async function startSession(store: SessionStore, entry: TokenEntry): Promise<object> {
  const {body} = entry;
  const video = body['video_settings'] as {quality?: string} | undefined;
  const request: StreamingNewRequest = {
    version: 'v2',
    quality: video?.quality === 'low' || video?.quality === 'high' ? video.quality : 'medium',
    activity_idle_timeout: IDLE_S,
    ...(typeof body['avatar_id'] === 'string' && {avatar_id: body['avatar_id']}),
  };
  const session = await store.open(entry, request, AGENT_MESSAGES, durationLimitOf(body));
  const {room, sessionId} = session;
  session.userSpeech.isPushToTalk = body['interactivity_type'] === 'PUSH_TO_TALK';
  room.onData = (payload, topic) => {
    if (topic === COMMAND_TOPIC) onCommand(session, parseJson(new TextDecoder().decode(payload)));
  };
  // LiveAvatar answers the call first; avatar and agent join the room later.
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

/** The longest duration of a session with these settings. Without `max_session_duration`, the fake HeyGen's own option applies. */
function durationLimitOf({is_sandbox, max_session_duration}: Record<string, unknown>): FakeSessionOptions {
  const longest = is_sandbox === true ? MAX_SANDBOX_S : MAX_S;
  if (typeof max_session_duration === 'number') {
    return {sessionDurationLimit: Math.min(max_session_duration, longest)};
  }
  return is_sandbox === true ? {sessionDurationLimit: MAX_SANDBOX_S} : {};
}

/** Carries out a command that the visitor's page sent as a data message. */
function onCommand(session: FakeSession, command: unknown): void {
  const {event_type, event_id, text} = (command ?? {}) as {
    event_type?: string;
    event_id?: string;
    text?: string;
  };
  session.restartIdleTimer();
  session.commands.push(event_type ?? '');
  switch (event_type) {
    case 'avatar.speak_text':
      session.addTask(text ?? '', 'repeat', event_id);
      break;
    case 'avatar.speak_response':
      session.addTask(text ?? '', 'chat', event_id);
      break;
    case 'avatar.interrupt':
      session.interrupt({dropsQueue: true});
      break;
    case 'user.start_push_to_talk':
    case 'user.stop_push_to_talk':
      onPushToTalk(session, event_type === 'user.start_push_to_talk');
      break;
    default:
  }
}

/** Starts or stops push-to-talk, and reports a failure if the session was created without it. */
function onPushToTalk(session: FakeSession, isHeld: boolean): void {
  const {isPushToTalk} = session.userSpeech;
  if (isPushToTalk) session.userSpeech.isButtonHeld = isHeld;
  const verb = isHeld ? 'start' : 'stop';
  const past = isHeld ? 'started' : 'stopped';
  session.sendMessage(agentMessage(`user.push_to_talk_${isPushToTalk ? past : `${verb}_failed`}`, null));
}

const agentOf = (sessionId: string) => `liveavatar-agent-${sessionId}`;

const END_REASONS: Readonly<Record<FakeEnding, string>> = {
  stop: 'USER_CLOSED',
  idle: 'IDLE_TIMEOUT',
  limit: 'MAX_DURATION_REACHED',
  credits: 'NO_CREDITS',
  closed: 'UNKNOWN',
};

/** The data messages of LiveAvatar, which its agent sends on a topic of their own. */
const AGENT_MESSAGES: SpeechMessages = {
  topic: 'agent-response',
  from: agentOf,
  userText: ({taskId}, text) => [agentMessage('user.transcription', taskId, {text})],
  speechStart: ({taskId}) => [agentMessage('avatar.speak_started', taskId)],
  textChunk: ({taskId}, text) => [agentMessage('avatar.transcription.chunk', taskId, {text})],
  textEnd: ({taskId, text}) => [agentMessage('avatar.transcription', taskId, {text})],
  speechEnd: ({taskId}) => [agentMessage('avatar.speak_ended', taskId)],
  userSpeech: (isSpeech) => ({
    data: [agentMessage(isSpeech ? 'user.speak_started' : 'user.speak_ended', null)],
  }),
  sessionEnd: (by) => [agentMessage('session.stopped', null, {end_reason: END_REASONS[by]})],
};

function agentMessage(event_type: string, source_event_id: string | null, payload: object = {}): object {
  return {event_id: uuid(), event_type, source_event_id, ...payload};
}
