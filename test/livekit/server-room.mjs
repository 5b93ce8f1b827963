import {
  AudioFrame,
  AudioSource,
  LocalAudioTrack,
  LocalVideoTrack,
  Room,
  RoomEvent,
  TrackPublishOptions,
  TrackSource,
  VideoBufferType,
  VideoFrame,
  VideoSource,
} from '@livekit/rtc-node';
import {AccessToken, RoomServiceClient} from 'livekit-server-sdk';

const SIZES = {high: [1280, 720], medium: [854, 480], low: [640, 360]};
const FRAME_MS = 40;
const SAMPLE_RATE = 48_000;
const CHUNK_MS = 10;
const TONE_HZ = 220;
const VP8 = 0;

/** Gives an `OpenRoom` for a far end: rooms on a real server, with a real participant for the avatar. */
export function roomsOn(server) {
  const admin = new RoomServiceClient(server.httpUrl, server.key, server.secret);
  return async ({sessionId, request}) => {
    const room = new ServerRoom(server, admin, sessionId, request.quality);
    await room.open();
    return room;
  };
}

class ServerRoom {
  accessToken = '';
  onData;
  #server;
  #admin;
  #name;
  #quality;
  #room = new Room();
  /** LiveAvatar's second participant: it hears the commands and sends the messages, and shows nothing. */
  #agent;
  #agentIdentity;
  #timers = [];
  #isTalking = false;
  #entering;
  #closing;

  constructor(server, admin, name, quality) {
    this.#server = server;
    this.#admin = admin;
    this.#name = name;
    this.#quality = quality;
  }

  get url() {
    return this.#server.url;
  }

  async open() {
    this.accessToken = await this.#tokenFor('visitor');
  }

  enter(agent) {
    this.#agentIdentity = agent;
    this.#entering ??= this.#enter();
    return this.#entering;
  }

  async send(payload, topic, from) {
    const room = from === this.#agentIdentity && this.#agent ? this.#agent : this.#room;
    await room.localParticipant?.publishData(payload, {reliable: true, ...(topic ? {topic} : {})});
  }

  setTalking(isTalking) {
    this.#isTalking = isTalking;
  }

  close() {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  /** Throws everybody out, as the far end does when it ends a session by itself. */
  async kill() {
    await this.#admin.deleteRoom(this.#name);
  }

  /** The avatar's participant leaves; the room stays. */
  async avatarLeaves() {
    this.#stopMedia();
    await this.#room.disconnect();
  }

  async #enter() {
    const token = await this.#tokenFor('heygen');
    await this.#room.connect(this.#server.url, token, {autoSubscribe: false, dynacast: false});
    await Promise.all([this.#publishVideo(), this.#publishAudio(), this.#bringAgent()]);
  }

  async #bringAgent() {
    if (!this.#agentIdentity) return;
    this.#agent = new Room();
    this.#agent.on(RoomEvent.DataReceived, (payload, _from, _kind, topic) => this.onData?.(payload, topic));
    const token = await this.#tokenFor(this.#agentIdentity);
    await this.#agent.connect(this.#server.url, token, {autoSubscribe: false, dynacast: false});
  }

  async #publishVideo() {
    const [width, height] = SIZES[this.#quality ?? 'medium'];
    const source = new VideoSource(width, height);
    const options = Object.assign(new TrackPublishOptions(), {
      source: TrackSource.SOURCE_CAMERA,
      simulcast: false,
      videoCodec: VP8,
    });
    await this.#room.localParticipant.publishTrack(
      LocalVideoTrack.createVideoTrack('video', source),
      options,
    );
    const pixels = new Uint8Array(width * height * 4);
    let shade = 0;
    const draw = () => {
      shade = (shade + 3) % 256;
      pixels.fill(shade);
      source.captureFrame(new VideoFrame(pixels, width, height, VideoBufferType.RGBA));
    };
    draw();
    this.#timers.push(setInterval(draw, FRAME_MS));
  }

  async #publishAudio() {
    const source = new AudioSource(SAMPLE_RATE, 1);
    const options = Object.assign(new TrackPublishOptions(), {source: TrackSource.SOURCE_MICROPHONE});
    await this.#room.localParticipant.publishTrack(
      LocalAudioTrack.createAudioTrack('audio', source),
      options,
    );
    const samples = (SAMPLE_RATE * CHUNK_MS) / 1000;
    let at = 0;
    const play = () => {
      const data = Int16Array.from({length: samples}, () =>
        this.#isTalking ? Math.sin((2 * Math.PI * TONE_HZ * at++) / SAMPLE_RATE) * 8000 : 0,
      );
      source.captureFrame(new AudioFrame(data, SAMPLE_RATE, 1, samples)).catch(() => {}); // the room is closing
    };
    this.#timers.push(setInterval(play, CHUNK_MS));
  }

  async #close() {
    await this.#entering?.catch(() => {});
    this.#stopMedia();
    await this.#room.disconnect().catch(() => {});
    await this.#agent?.disconnect().catch(() => {});
    await this.#admin.deleteRoom(this.#name).catch(() => {}); // gone already, which is what is wanted
  }

  #stopMedia() {
    this.#timers.forEach(clearInterval);
    this.#timers = [];
  }

  async #tokenFor(identity) {
    const token = new AccessToken(this.#server.key, this.#server.secret, {identity});
    token.addGrant({
      room: this.#name,
      roomJoin: true,
      canPublish: true,
      canSubscribe: true,
      canPublishData: true,
    });
    return token.toJwt();
  }
}
