import {assert} from '@open-wc/testing';
import {AvatarSession} from '../../src/session/avatar-session.js';
import {lastHosts} from '../../src/session/last-hosts.js';
import type {MediaSink} from '../../src/session/media-sink.js';
import type {RoomHandlers} from '../../src/session/room/room.js';
import type {AvatarSessionOptions} from '../../src/session/session-options.js';
import {FakeRoom} from './room/fake-room.js';

type Replies = Readonly<Record<string, unknown>>;

/**
 * How often a start waits for the network, from the call to the first frame. Each row of `waits` is what the session has sent by then
 * and waits for: what is in one row travels at the same time. A row more is a round trip more, and a test fails.
 * docs/concepts/way-to-the-frame.md draws these rows, with what each connection adds to them.
 */
class Network {
  readonly waits: string[][] = [];
  readonly #replies: Replies;
  #pending: {name: string; reply: () => void}[] = [];

  constructor(replies: Replies) {
    this.#replies = replies;
  }

  /** Resolves after one round trip. */
  travel(name: string): Promise<void> {
    const {promise, resolve} = Promise.withResolvers<void>();
    this.#pending.push({name, reply: resolve});
    return promise;
  }

  readonly fetch = async (input: RequestInfo | URL, init: RequestInit = {}): Promise<Response> => {
    const {origin, pathname} = new URL(input as string);
    const name = pathname.replace(/^\/\w+\//, '');
    if (origin !== PAGE && needsPermission(init)) await this.travel(`preflight ${name}`);
    await this.travel(name);
    return Response.json(this.#replies[name] ?? {code: 100, data: null});
  };

  /** Answers everything that is under way, again and again, until the promise settles. */
  async carry(done: Promise<unknown>): Promise<string[][]> {
    let isDone = false;
    void done.then(() => (isDone = true));
    for (;;) {
      await quiet();
      if (isDone) return [...this.waits];
      const sent = this.#pending.splice(0);
      assert.isNotEmpty(sent, 'the start waits for something else than the network');
      this.waits.push(sent.map(({name}) => name));
      for (const {reply} of sent) reply();
    }
  }
}

/** Whether a browser asks another origin before it sends such a request. */
function needsPermission({headers: given}: RequestInit): boolean {
  const headers = new Headers(given);
  const names = [...headers.keys()].filter((name) => name !== 'accept' && name !== 'content-type');
  return names.length > 0 || !/^text\/plain\b/.test(headers.get('content-type') ?? 'text/plain');
}

/** Resolves when nothing happens any more without the network. */
async function quiet(): Promise<void> {
  for (let i = 0; i < 10; i++) await new Promise((resolve) => setTimeout(resolve));
}

/** A room whose media arrive one round trip after its socket is open. */
class TravellingRoom extends FakeRoom {
  readonly #network: Network;

  constructor(report: RoomHandlers, network: Network) {
    super(report);
    this.#network = network;
  }

  override async prepare(): Promise<void> {
    await this.#network.travel('offer'); // takes no round trip: it is noted with those that it does not wait for
  }

  override async join(): Promise<void> {
    await this.#network.travel('socket');
    void this.#network.travel('media').then(() => this.show('video'));
  }
}

/** Starts a session on this network; returns what it waited for. */
async function waitsOf(options: AvatarSessionOptions, replies: Replies): Promise<string[][]> {
  const network = new Network(replies);
  const shown = Promise.withResolvers<void>();
  const stage: MediaSink = {add: () => shown.resolve(), remove: () => {}, firstFrame: () => shown.promise};
  const fetchBefore = globalThis.fetch;
  globalThis.fetch = network.fetch;
  try {
    const roomFactory = (report: RoomHandlers) => new TravellingRoom(report, network);
    const session = new AvatarSession({tokenUrl: TOKEN_URL, stage, roomFactory, ...options});
    const waits = await network.carry(session.start());
    await network.carry(session.stop());
    return waits;
  } finally {
    globalThis.fetch = fetchBefore;
  }
}

const PAGE = 'https://site.example';
const TOKEN_URL = `${PAGE}/api/token`;
const STREAMING = {
  token: {data: {token: 'streaming-token'}},
  'streaming.new': {
    code: 100,
    data: {session_id: 's', url: 'wss://room.example', access_token: 'a', session_duration_limit: 600},
  },
};
const STARTED = {session_id: 's', livekit_url: 'wss://room.example', livekit_client_token: 'a'};
const LIVEAVATAR = {
  token: {data: {session_token: 'liveavatar-token'}},
  'sessions/start': {code: 1000, data: STARTED},
};

suite('The round trips of a start', () => {
  test('of the streaming API: the server starts the session while the room is joined', async () => {
    assert.deepEqual(await waitsOf({}, STREAMING), [
      ['token', 'offer'],
      ['preflight streaming.new'],
      ['streaming.new'],
      ['preflight streaming.start', 'socket'],
      ['streaming.start', 'media'],
    ]);
  });

  test('of LiveAvatar', async () => {
    assert.deepEqual(await waitsOf({}, LIVEAVATAR), [
      ['token', 'offer'],
      ['preflight sessions/start'],
      ['sessions/start'],
      ['socket'],
      ['media'],
    ]);
  });

  test('of a token that was fetched ahead: one less', async () => {
    const preloadedToken = Promise.resolve({token: 'liveavatar-token', backend: 'liveavatar'} as const);
    assert.deepEqual(await waitsOf({preloadedToken}, LIVEAVATAR), [
      ['preflight sessions/start', 'offer'],
      ['sessions/start'],
      ['socket'],
      ['media'],
    ]);
  });

  test('of a session that the server has started: one less', async () => {
    assert.deepEqual(await waitsOf({}, {token: STARTED}), [['token', 'offer'], ['socket'], ['media']]);
  });

  for (const [backend, apiUrl, replies] of [
    ['streaming', 'https://api.heygen.com', STREAMING],
    ['liveavatar', 'https://api.liveavatar.com', LIVEAVATAR],
  ] as const) {
    test(`of a later start of ${backend}: the page remembers what to connect to ahead`, async () => {
      await waitsOf({}, replies);
      assert.deepEqual(lastHosts, {backend, apiUrl, roomUrl: 'wss://room.example'});
    });
  }
});
