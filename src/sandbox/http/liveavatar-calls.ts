import type {StreamingNewRequest} from '../../session/backends/streaming/streaming-schemas.js';
import {parseJson} from '../../session/util/json.js';
import {agentMessage, END_REASONS, TOPIC} from './agent-message.js';
import {ELEVENLABS_MESSAGES, onAgentCommand} from './elevenlabs-agent.js';
import {bearer, hasApiKey, type SessionStore, type TokenEntry} from './session-store.js';
import type {FakeSession, FakeSessionOptions, SpeechMessages} from './fake-session.js';
import {checkToken} from './liveavatar-checks.js';
import {kindOf, tokenOf} from './liveavatar-tokens.js';
import {LITE_PATH} from './fake-lite.js';
import {Refusal} from './replies.js';

/** The calls of LiveAvatar. */
export type LiveAvatarEndpoint =
  'sessions/token' | 'sessions/start' | 'sessions/stop' | 'sessions/keep-alive';

const IDLE_S = 300;
/** LiveAvatar ends a session with `is_sandbox` after a minute. */
const MAX_SANDBOX_S = 60;
/** The longest session of the account that the sandbox plays. */
const MAX_S = 600;
const COMMAND_TOPIC = 'agent-control';

const success = (data: unknown = null) => ({code: 1000, message: 'success', data});

/** Carries out a call of LiveAvatar. Throws `Refusal` where LiveAvatar would answer with an error. */
export async function liveAvatarCall(
  store: SessionStore,
  endpoint: LiveAvatarEndpoint,
  {origin, headers, body}: {origin: string; headers: Headers; body: Record<string, unknown>},
): Promise<unknown> {
  if (endpoint === 'sessions/token') {
    checkToken(body);
    const {token, sessionId} = store.createToken(body, tokenOf);
    return success({session_id: sessionId, session_token: token});
  }
  const entry = store.tokens.get(bearer(headers));
  if (endpoint === 'sessions/start') {
    if (!entry || entry.session !== null) throw new Refusal(4003);
    if (store.isFull) throw new Refusal(4032);
    if (hasAgent(entry) && languageOf(entry) !== undefined) throw new Refusal(4000, LANGUAGE_REFUSED);
    return success(await startSession(store, entry, origin));
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

/** Whether an ElevenLabs agent thinks and speaks in the session of this token. */
const hasAgent = ({body}: TokenEntry) => ['voice-agent', 'connector'].includes(kindOf(body));

const LANGUAGE_REFUSED = "Override for field 'language' is not allowed by config";

/** The language that the owner's server asks for, or that the page has posted to it. */
const languageOf = ({body}: TokenEntry): unknown =>
  (body['voice_agent'] as {language?: unknown} | undefined)?.language ?? body['language'];

async function startSession(store: SessionStore, entry: TokenEntry, origin: string): Promise<object> {
  const {body} = entry;
  const video = body['video_settings'] as {quality?: string} | undefined;
  const request: StreamingNewRequest = {
    version: 'v2',
    quality: video?.quality === 'low' || video?.quality === 'high' ? video.quality : 'medium',
    activity_idle_timeout: IDLE_S,
    ...(typeof body['avatar_id'] === 'string' && {avatar_id: body['avatar_id']}),
  };
  const isElevenLabs = hasAgent(entry);
  const messages = isElevenLabs ? ELEVENLABS_MESSAGES : AGENT_MESSAGES;
  const session = await store.open(entry, request, messages, durationLimitOf(body));
  const {room, sessionId} = session;
  session.userSpeech.isPushToTalk = body['interactivity_type'] === 'PUSH_TO_TALK';
  room.onData = (payload, topic) => {
    if (topic !== COMMAND_TOPIC) return;
    const command = parseJson(new TextDecoder().decode(payload)) ?? {};
    onCommand(session, command, {isElevenLabs});
  };
  // LiveAvatar answers the call first; avatar and agent join the room later. Only LiveAvatar's own agent is a participant.
  void session.start(kindOf(body) === 'full' ? agentOf(sessionId) : undefined);
  return {
    session_id: sessionId,
    livekit_url: room.url,
    livekit_client_token: room.accessToken,
    livekit_agent_token: null,
    max_session_duration: session.durationLimit,
    ws_url: kindOf(body) === 'lite' ? `${origin.replace(/^http/, 'ws')}${LITE_PATH}${sessionId}` : null,
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

/** A command that the visitor's page sent as a data message. */
interface Command {
  event_type?: string;
  event_id?: string;
  text?: string;
  elevenlabs_event_type?: string;
  data?: Record<string, unknown>;
}

function onCommand(session: FakeSession, command: Command, {isElevenLabs}: {isElevenLabs: boolean}): void {
  const {event_type, event_id, text = '', elevenlabs_event_type: type, data = {}} = command;
  session.restartIdleTimer();
  session.commands.push(type ?? event_type ?? '');
  // The server drops a command that is not of its agent, without an answer.
  const isOfAgent = !isElevenLabs || !event_type?.startsWith('avatar.speak_');
  if (!isOfAgent) return;
  switch (event_type) {
    case 'elevenlabs_agent_command':
      if (isElevenLabs && type !== undefined) onAgentCommand(session, {type, data});
      break;
    case 'avatar.speak_text':
      session.addTask(text, 'repeat', event_id);
      break;
    case 'avatar.speak_response':
      session.addTask(text, 'chat', event_id);
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

/** The data messages of LiveAvatar, which its agent sends on a topic of their own. */
const AGENT_MESSAGES: SpeechMessages = {
  topic: TOPIC,
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
