import type {MicrophonePublication, Room, RoomFactory, RoomHandlers} from '../../src/session/room/room.js';
import type {MediaSink} from '../../src/session/media-sink.js';

/** What the server of one session answers: a status and a text for each call, by the end of its path. */
export type Answers = Record<string, {status: number; text: string}>;

/** A room without a network: what it is told comes from the test, and the picture is there at once. */
export class FakeRoom implements Room {
  handlers: RoomHandlers | undefined;
  isConnected = false;
  #onMade = () => {};
  /** Resolves when a session wants to join. */
  readonly made = new Promise<void>((resolve) => (this.#onMade = resolve));

  readonly factory: RoomFactory = (handlers) => {
    this.handlers = handlers;
    this.#onMade();
    return this;
  };

  join(): Promise<void> {
    this.isConnected = true;
    return Promise.resolve();
  }

  send(): Promise<void> {
    return Promise.resolve();
  }

  hasParticipant(): boolean {
    return true;
  }

  publishMicrophone(): Promise<MicrophonePublication> {
    return Promise.reject(new Error('Nobody speaks here.'));
  }

  leave(): Promise<void> {
    this.isConnected = false;
    return Promise.resolve();
  }
}

export const stage: MediaSink = {add: () => {}, remove: () => {}, firstFrame: () => Promise.resolve()};

/** Puts answers in the place of the network, and notes what was asked; the function that it gives takes them away. */
export function answerWith(answers: Answers, asked: string[]): () => void {
  const real = globalThis.fetch;
  globalThis.fetch = (input) => {
    const call = (input as string).split(/[./]/).at(-1) ?? '';
    asked.push(call);
    const {status, text} = answers[call] ?? {status: 200, text: '{"code":100,"data":null}'};
    return Promise.resolve(new Response(text, {status}));
  };
  return () => (globalThis.fetch = real);
}
