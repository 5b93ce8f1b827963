import {parseJson} from '../../session/util/json.js';
import {uuid} from '../../session/util/uuid.js';
import type {FakeHeyGen} from './fake-heygen.js';
import {LITE_PATH} from './fake-lite.js';
import type {FakeSession} from './fake-session.js';

/** Bytes of PCM in a millisecond: 24 kHz, 16 bit, mono. */
const BYTES_PER_MS = 48;
/** The avatar begins to speak with this much audio, or at the end of an utterance. */
const FIRST_MS = 400;

interface Frame {
  type?: string;
  event_id?: string;
  audio?: string;
}

/** A socket that a page has opened, as the sandbox or a Node server has accepted it. */
export interface LiteClient {
  readonly url: URL | string;
  send(data: string): void;
  close(): void;
  addEventListener(type: 'close', listener: () => void): void;
  addEventListener(type: 'message', listener: (message: {data: unknown}) => void): void;
}

/** Accepts the audio socket of a LITE session. The avatar moves its mouth for as long as the audio lasts. */
export function connectLite(client: LiteClient, heygen: FakeHeyGen): void {
  const sessionId = new URL(client.url).pathname.slice(LITE_PATH.length);
  const session = heygen.sessions.find((each) => each.sessionId === sessionId);
  if (!session || session.state === 'stopped' || session.lite.isRefusing) {
    throw new Error('The audio socket belongs to no open session.');
  }
  const {lite} = session;
  const player = new LitePlayer(session);
  lite.send = (frame) => client.send(JSON.stringify(frame));
  lite.drop = () => client.close();
  client.addEventListener('close', () => player.stop());
  client.addEventListener('message', ({data}) => {
    const frame = typeof data === 'string' ? (parseJson(data) as Frame | undefined) : undefined;
    if (frame && session.state !== 'stopped') player.receive(frame);
  });
  // As at LiveAvatar, the socket is open for a moment before it takes commands.
  setTimeout(() => lite.send({type: 'session.state_updated', state: 'connected'}), 0);
}

type FakeState = 'idle' | 'listening' | 'talking';

/** Plays the audio of one connection. */
class LitePlayer {
  readonly #session: FakeSession;
  #utterance: {id: string; ms: number; isComplete: boolean} | undefined;
  #endsAt = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #state: FakeState = 'idle';

  constructor(session: FakeSession) {
    this.#session = session;
  }

  receive({type = '', event_id: id = '', audio = ''}: Frame): void {
    this.#session.restartIdleTimer();
    this.#session.commands.push(type);
    switch (type) {
      case 'agent.speak':
        this.#append(id, atob(audio).length / BYTES_PER_MS);
        break;
      case 'agent.speak_end':
        if (this.#utterance?.id !== id) break;
        this.#utterance.isComplete = true;
        this.#acknowledge('committed', id);
        this.#play();
        break;
      case 'agent.interrupt':
        this.#utterance = undefined;
        this.#enter('idle');
        this.#acknowledge('cleared', id);
        break;
      case 'agent.start_listening':
      case 'agent.stop_listening':
        this.#enter(type === 'agent.start_listening' ? 'listening' : 'idle');
        break;
      default:
    }
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#session.room.setTalking(false);
  }

  #append(id: string, ms: number): void {
    if (this.#utterance?.id !== id) this.#utterance = {id, ms: 0, isComplete: false};
    this.#utterance.ms += ms;
    this.#session.lite.utterances.set(id, this.#utterance.ms);
    this.#endsAt += ms;
    this.#acknowledge('appended', id);
    if (this.#utterance.ms >= FIRST_MS) this.#play();
  }

  /** Goes on until the audio so far is over. */
  #play(): void {
    if (!this.#utterance) return;
    if (this.#state !== 'talking') {
      this.#endsAt = Date.now() + this.#utterance.ms;
      this.#enter('talking');
    }
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#onSilence(), this.#endsAt - Date.now());
  }

  #onSilence(): void {
    if (this.#utterance) this.#utterance = {...this.#utterance, ms: 0};
    this.#enter('idle');
  }

  #enter(state: FakeState): void {
    if (state === this.#state) return;
    clearTimeout(this.#timer);
    const previous_state = this.#state;
    this.#state = state;
    this.#session.room.setTalking(state === 'talking');
    const {lite} = this.#session;
    lite.send({type: 'agent.state_updated', previous_state, new_state: state});
    if (state === 'talking') lite.send({type: 'agent.speak_started', event_id: uuid()});
    else if (previous_state === 'talking') lite.send({type: 'agent.speak_ended', event_id: uuid()});
  }

  #acknowledge(what: string, source_event_id: string): void {
    const {lite} = this.#session;
    if (lite.acknowledgementMs === null) return;
    setTimeout(
      () => lite.send({type: `agent.audio_buffer_${what}`, source_event_id}),
      lite.acknowledgementMs,
    );
  }
}
