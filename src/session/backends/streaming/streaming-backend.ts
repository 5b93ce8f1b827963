import * as z from 'zod/mini';
import {AvatarError} from '../../errors/avatar-error.js';
import {avatarError} from '../../errors/make-error.js';
import {post, retrying} from '../../util/http.js';
import {parseJson} from '../../util/json.js';
import {secureUrl} from '../../util/url.js';
import {API_URLS} from '../api-urls.js';
import type {
  AcceptedTask,
  Backend,
  BackendEvent,
  BackendOptions,
  BackendRoom,
  CreatedSession,
  SpeakOptions,
} from '../backend.js';
import type {SessionSettings} from '../../settings/session-settings.js';
import {openChatSocket} from './chat-socket.js';
import {streamingMessages} from './streaming-messages.js';
import {apiErrorOf} from './streaming-api-errors.js';
import {StreamingNewData, StreamingTaskData, streamingNewRequest} from './streaming-schemas.js';

/** HeyGen's default idle time, in seconds. */
const DEFAULT_IDLE_TIMEOUT = 120;
const utf8 = new TextEncoder();

/** The part of a `streaming.new` response that is enough to stop the session again. */
const SessionId = z.object({session_id: z.string().check(z.minLength(1))});

/** HeyGen's streaming API: `api.heygen.com/v1/streaming.*`, or a proxy or gateway that speaks it. */
export class StreamingBackend implements Backend {
  readonly name = 'streaming';
  readonly mode = 'full';
  readonly agent = null;
  readonly messages = streamingMessages;
  readonly avatarIdentity = null;
  readonly isNamedByToken = false;
  readonly interruptDropsQueue = false;
  readonly idleTimeout: number | null;
  readonly #token: string;
  readonly #settings: SessionSettings;
  readonly #base: string;
  readonly #room: BackendRoom;
  readonly #onEvent: (event: BackendEvent) => void;
  #sessionId: string | undefined;
  #hasChat = false;

  constructor({token, settings, apiUrl = API_URLS.streaming, baseUrl, room, onEvent}: BackendOptions) {
    this.#token = token;
    this.#room = room;
    this.#onEvent = onEvent;
    this.#settings = settings;
    this.#base = secureUrl(apiUrl, 'api-url', baseUrl).href.replace(/\/$/, '');
    this.idleTimeout = settings.disable_idle_timeout
      ? null
      : (settings.activity_idle_timeout ?? DEFAULT_IDLE_TIMEOUT);
  }

  get created(): boolean {
    return this.#sessionId !== undefined;
  }

  /** Makes one call only: a lost answer does not mean that no session was made. */
  async create(signal: AbortSignal): Promise<CreatedSession> {
    const data = await this.#call('new', streamingNewRequest(this.#settings), signal);
    this.#sessionId = SessionId.safeParse(data).data?.session_id;
    const session = parsed(StreamingNewData, data);
    return {
      id: session.session_id,
      roomUrl: session.url,
      roomToken: session.access_token,
      durationLimit: session.session_duration_limit ?? null,
      isPaid: session.is_paid ?? null,
      realtimeEndpoint: session.realtime_endpoint ?? null,
    };
  }

  async start(signal: AbortSignal): Promise<void> {
    let isSecondTry = false;
    await retrying(signal, async () => {
      try {
        await this.#call('start', this.#about(), signal);
      } catch (error) {
        // "Connecting already" on a second try: HeyGen has carried out the first, whose answer was lost.
        if (isSecondTry && error instanceof AvatarError && error.code === 'wrong-state') return;
        isSecondTry = true;
        throw error;
      }
    });
  }

  /** Resolves at once: a started session takes commands by HTTP. */
  ready(): Promise<void> {
    return Promise.resolve();
  }

  async stop(signal: AbortSignal): Promise<void> {
    try {
      await this.#call('stop', this.#about(), signal, {keepalive: true});
    } catch (error) {
      if (!(error instanceof AvatarError && error.code === 'session-not-found')) throw error;
    }
  }

  async speak(
    text: string,
    {type = 'repeat', mode = 'sync'}: SpeakOptions,
    signal: AbortSignal,
  ): Promise<AcceptedTask> {
    const body = {...this.#about(), text, task_mode: mode, task_type: type};
    const data = await this.#call('task', body, signal);
    const task = parsed(StreamingTaskData, data);
    // The API says 0 where it does not know the length yet, as with an answer.
    return {taskId: task.task_id, durationMs: task.duration_ms || null};
  }

  interrupt(signal: AbortSignal): Promise<void> {
    return this.#command('interrupt', signal);
  }

  readonly takesAudio = false;

  speakAudio(): Promise<never> {
    return Promise.reject(avatarError('unsupported-by-agent'));
  }

  tellAgent(): Promise<void> {
    return Promise.reject(avatarError('unsupported-by-agent'));
  }

  /** Never called: no agent of the streaming API calls a tool. */
  answerTool(): Promise<void> {
    return this.tellAgent();
  }

  keepAlive(signal: AbortSignal): Promise<void> {
    return this.#command('keep_alive', signal);
  }

  startListening(signal: AbortSignal): Promise<void> {
    return this.#command('start_listening', signal);
  }

  stopListening(signal: AbortSignal): Promise<void> {
    return this.#command('stop_listening', signal);
  }

  startVoice(life: AbortSignal): void {
    if (!this.#settings.ia_is_livekit_transport) {
      throw new AvatarError(
        'bad-config',
        'This session was made without a microphone. Set the microphone attribute before the start.',
      );
    }
    if (this.#hasChat) return;
    this.#hasChat = true;
    const url = new URL(`${this.#base.replace(/^http/, 'ws')}/v1/ws/streaming.chat`);
    url.search = new URLSearchParams({
      session_id: this.#about().session_id,
      // The API demands the token here: a browser cannot send headers with a socket.
      session_token: this.#token,
      arch_version: 'v2',
      silence_response: 'false',
      push_to_talk: String(this.#settings.interactivity_type === 'PUSH_TO_TALK'),
    }).toString();
    openChatSocket(url, this.#onEvent, life);
  }

  startPushToTalk(): Promise<void> {
    return this.#tell('push_to_talk:start');
  }

  stopPushToTalk(): Promise<void> {
    return this.#tell('push_to_talk:stop');
  }

  /** Sends a push-to-talk message: the API wants a JSON string without a topic. */
  #tell(word: string): Promise<void> {
    return this.#room.send(utf8.encode(JSON.stringify(word)), undefined);
  }

  /** Makes a call that needs only the session's id. Retried, since a second call does no harm. */
  async #command(endpoint: string, signal: AbortSignal): Promise<void> {
    await retrying(signal, () => this.#call(endpoint, this.#about(), signal));
  }

  #about(): {session_id: string} {
    if (!this.#sessionId) throw avatarError('not-live');
    return {session_id: this.#sessionId};
  }

  /** Makes one call and returns the `data` of its response. */
  async #call(
    endpoint: string,
    body: object,
    signal: AbortSignal,
    {keepalive = false} = {},
  ): Promise<unknown> {
    const url = `${this.#base}/v1/streaming.${endpoint}`;
    const headers = {authorization: `Bearer ${this.#token}`};
    const reply = await post(url, {body, headers, signal, keepalive}, 'unreachable');
    if (!reply.ok) throw apiErrorOf(reply);
    return (parseJson(reply.text) as {data?: unknown} | null | undefined)?.data;
  }
}

function parsed<T extends z.ZodMiniType>(schema: T, data: unknown): z.output<T> {
  const result = schema.safeParse(data);
  if (result.success) return result.data;
  throw avatarError('protocol', {cause: result.error});
}
