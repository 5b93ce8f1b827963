import {abortable} from '../../util/abort.js';
import {AvatarError} from '../../errors/avatar-error.js';
import {avatarError} from '../../errors/make-error.js';
import {lazily} from '../../util/lazily.js';
import {post, retrying} from '../../util/http.js';
import {parseJson} from '../../util/json.js';
import {uuid} from '../../util/uuid.js';
import {secureSocketUrl, secureUrl} from '../../util/url.js';
import {API_URLS} from '../api-urls.js';
import type {
  AcceptedTask,
  AgentCommand,
  AudioTask,
  Backend,
  BackendEvent,
  BackendOptions,
  BackendRoom,
  CreatedSession,
  SessionAgent,
  SessionMode,
  SpeakOptions,
  ToolCall,
} from '../backend.js';
import type {SpeakAudioOptions, SpeechAudio} from '../../speech/page-audio.js';
import type {LiteVoice} from './lite-voice.js';
import {AgentMessages, type PushToTalkCommand} from './agent-messages.js';
import {apiErrorOf} from './liveavatar-api-errors.js';
import {Envelope, SessionStartData, StartedSession} from './liveavatar-schemas.js';
import {TokenMeaning} from './token-meaning.js';

/** LiveAvatar's idle time, in seconds. */
const IDLE_TIMEOUT = 300;
const COMMANDS = 'agent-control';
const utf8 = new TextEncoder();

const NO_REPEAT =
  'An ElevenLabs agent chooses its own words, so it cannot be given a text to say. Call ask() to have it answer a text, or sendContext() to tell it something.';
const NO_TOKEN =
  'The session cannot be kept alive from the page: your server started it and gave the page no session_token.';
const NO_AGENT =
  'This LITE session has no agent that could say or answer a text: the page sends the avatar’s voice. Call speakAudio().';

/** Only LITE sessions with a socket need it. */
const fetchVoice = lazily(() => import('./lite-voice.js'));

/** What a command is called, and the message that it answers. */
interface CommandIds {
  event_id?: string;
  source_event_id?: string | null;
}

/** LiveAvatar: HTTP calls begin and end the session, data messages carry the conversation with its agent. */
export class LiveAvatarBackend implements Backend {
  readonly name = 'liveavatar';
  readonly avatarIdentity = 'heygen';
  readonly idleTimeout: number | null;
  readonly isNamedByToken = true;
  readonly interruptDropsQueue = true;
  readonly #token: string;
  readonly #base: string;
  readonly #room: BackendRoom;
  readonly #onEvent: (event: BackendEvent) => void;
  readonly #meaning: TokenMeaning;
  /** Aborts when an event has shown that the agent is one of ElevenLabs. */
  readonly #learned = new AbortController();
  readonly messages = new AgentMessages(
    () => this.#onElevenLabs(),
    () => this.agent === 'elevenlabs',
  );
  readonly #started: SessionStartData | undefined;
  #sessionId: string | undefined;
  /** Where the page sends the avatar's voice to. */
  #socketUrl: string | undefined;
  #voice: Promise<LiteVoice> | undefined;

  constructor({
    token,
    started,
    apiUrl = API_URLS.liveavatar,
    baseUrl,
    room,
    onEvent,
    ...said
  }: BackendOptions) {
    this.#token = token;
    this.#started = started;
    this.#sessionId = started?.session_id;
    // Without a token, only the audio socket can keep the session alive.
    this.idleTimeout = token || started?.ws_url ? IDLE_TIMEOUT : null;
    this.#room = room;
    this.#onEvent = onEvent;
    this.#meaning = new TokenMeaning(token, said);
    this.#base = secureUrl(apiUrl, 'api-url', baseUrl).href.replace(/\/$/, '');
  }

  get mode(): SessionMode {
    return this.#meaning.mode;
  }

  get agent(): SessionAgent | null {
    return this.#meaning.agent;
  }

  get created(): boolean {
    return this.#sessionId !== undefined;
  }

  /**
   * Makes one call only: a lost answer does not mean that no session was started. None where the owner's server has started it.
   */
  async create(signal: AbortSignal): Promise<CreatedSession> {
    const data = this.#started ?? (await this.#call('start', signal));
    this.#sessionId = StartedSession.safeParse(data).data?.session_id;
    const session = SessionStartData.safeParse(data);
    if (!session.success) throw avatarError('protocol', {cause: session.error});
    const {ws_url: socketUrl} = session.data;
    // Markup cannot set this address: like that of the room, it is trusted as the response that has it. An address without encryption
    // fails the start, and the session is stopped: nobody may listen to the voice.
    this.#socketUrl = socketUrl ? secureSocketUrl(socketUrl, 'ws_url').href : undefined;
    this.#meaning.started({hasSocket: this.takesAudio});
    if (this.takesAudio) this.#connectVoice().catch(() => {}); // speakAudio connects again, and reports a failure
    return {
      id: session.data.session_id,
      roomUrl: session.data.livekit_url,
      roomToken: session.data.livekit_client_token,
      durationLimit: session.data.max_session_duration ?? null,
      isPaid: null,
      realtimeEndpoint: null,
    };
  }

  /** Does nothing: LiveAvatar starts a session when it makes it. */
  start(): Promise<void> {
    return Promise.resolve();
  }

  /**
   * In FULL mode, waits for LiveAvatar's agent, which takes the commands and joins the room some time after the avatar. An event
   * of another agent ends that wait. Other agents are no participants of the room.
   */
  async ready(signal: AbortSignal): Promise<void> {
    if (this.mode === 'full' && this.agent === 'liveavatar') {
      const either = AbortSignal.any([signal, this.#learned.signal]);
      const joined = this.#room.waitFor(`liveavatar-agent-${this.#sessionId}`, either);
      await joined.catch(() => signal.throwIfAborted());
    }
    await this.#room.waitFor(this.avatarIdentity, signal);
    if (this.takesAudio) await (await abortable(this.#connectVoice(), signal)).ready(signal);
  }

  /** Without a token only the owner's server can stop the session: the element tells it at `stop-url`. */
  async stop(signal: AbortSignal): Promise<void> {
    this.#socketUrl = undefined; // nothing connects again
    void this.#voice?.then((voice) => voice.close()).catch(() => {});
    if (!this.#token) return;
    try {
      await this.#call('stop', signal, {keepalive: true});
    } catch (error) {
      const isGone =
        error instanceof AvatarError && (error.code === 'session-not-found' || error.status === 404);
      if (!isGone) throw error;
    }
  }

  async speak(text: string, {type = 'repeat'}: SpeakOptions): Promise<AcceptedTask> {
    const {agent} = this;
    const isElevenLabs = agent === 'elevenlabs';
    if (agent === null || (isElevenLabs && type !== 'chat')) {
      throw new AvatarError('unsupported-by-agent', agent ? NO_REPEAT : NO_AGENT);
    }
    const taskId = uuid();
    this.messages.expect(taskId, {isNamed: !isElevenLabs});
    try {
      const command = type === 'chat' ? 'avatar.speak_response' : 'avatar.speak_text';
      await (isElevenLabs
        ? this.#tell({type: 'user_message', data: {text}}, {event_id: taskId})
        : this.#command(command, {event_id: taskId, text}));
    } catch (error) {
      this.messages.forget(taskId);
      throw error;
    }
    return {taskId, durationMs: null};
  }

  get takesAudio(): boolean {
    return this.#socketUrl !== undefined;
  }

  async speakAudio(audio: SpeechAudio, options: SpeakAudioOptions, signal: AbortSignal): Promise<AudioTask> {
    const voice = await this.#connectVoice();
    return voice.speak(audio, options, signal);
  }

  async interrupt(signal: AbortSignal): Promise<void> {
    if (this.takesAudio) return (await this.#connectVoice()).interrupt(signal);
    await this.#command('avatar.interrupt');
    this.messages.drop();
  }

  async tellAgent(command: AgentCommand): Promise<void> {
    if (this.agent !== 'elevenlabs') throw avatarError('unsupported-by-agent');
    await this.#tell(command);
  }

  async answerTool(call: ToolCall, result: string, isError: boolean, signal: AbortSignal): Promise<void> {
    await this.#room.waitFor(this.avatarIdentity, signal); // the room may be being joined again
    const data = {tool_call_id: call.id, result, is_error: isError};
    await this.#tell({type: 'client_tool_result', data}, {source_event_id: call.eventId});
  }

  async keepAlive(signal: AbortSignal): Promise<void> {
    if (this.takesAudio) return (await this.#connectVoice()).tell('session.keep_alive');
    if (!this.#token) throw new AvatarError('bad-config', NO_TOKEN);
    await retrying(signal, () => this.#call('keep-alive', signal));
  }

  startListening(): Promise<void> {
    return this.#listen('start_listening');
  }

  stopListening(): Promise<void> {
    return this.#listen('stop_listening');
  }

  /** Does nothing: the agent hears every published track. */
  startVoice(): void {}

  startPushToTalk(signal: AbortSignal): Promise<void> {
    return this.#pushToTalk('start', signal);
  }

  stopPushToTalk(signal: AbortSignal): Promise<void> {
    return this.#pushToTalk('stop', signal);
  }

  async #listen(command: 'start_listening' | 'stop_listening'): Promise<void> {
    if (this.takesAudio) (await this.#connectVoice()).tell(`agent.${command}`);
    else await this.#command(`avatar.${command}`);
  }

  /** The socket for the page's audio; after a failed download the next call tries again. */
  #connectVoice(): Promise<LiteVoice> {
    const url = this.#socketUrl;
    if (url === undefined) return Promise.reject(avatarError('unsupported-by-agent'));
    this.#voice ??= fetchVoice().then(
      ({LiteVoice}) => new LiteVoice(url, this.#onEvent),
      (error: unknown) => {
        this.#voice = undefined;
        throw avatarError('load-failed', {cause: error});
      },
    );
    return this.#voice;
  }

  /** Sends a push-to-talk command and waits for the agent's answer. */
  async #pushToTalk(command: PushToTalkCommand, signal: AbortSignal): Promise<void> {
    await this.ready(signal);
    const answer = this.messages.acknowledgement(command);
    await this.#command(`user.${command}_push_to_talk`);
    if (!(await abortable(answer, signal))) throw avatarError('push-to-talk-failed');
  }

  /** Sends a command to an ElevenLabs agent, in its own protocol. */
  #tell({type, data}: {type: string; data?: object}, ids: CommandIds = {}): Promise<void> {
    const payload = {source_event_id: null, ...ids, elevenlabs_event_type: type, data};
    return this.#command('elevenlabs_agent_command', payload);
  }

  /** Sends a command to the agent. */
  async #command(event_type: string, payload: CommandIds & {text?: string} = {}): Promise<void> {
    if (!this.#sessionId) throw avatarError('not-live');
    const command = {event_id: uuid(), event_type, session_id: this.#sessionId, ...payload};
    await this.#room.send(utf8.encode(JSON.stringify(command)), COMMANDS);
  }

  #onElevenLabs(): void {
    this.#meaning.learn('elevenlabs');
    if (this.agent === 'elevenlabs') this.#learned.abort();
  }

  /** Makes one call and returns the `data` of its response. */
  async #call(endpoint: string, signal: AbortSignal, {keepalive = false} = {}): Promise<unknown> {
    const headers = {authorization: `Bearer ${this.#token}`};
    const url = `${this.#base}/v1/sessions/${endpoint}`;
    const reply = await post(url, {body: {}, headers, signal, keepalive}, 'unreachable');
    if (!reply.ok) throw apiErrorOf(reply);
    const envelope = Envelope.safeParse(parseJson(reply.text));
    if (!envelope.success) throw apiErrorOf(reply);
    return envelope.data.data;
  }
}
