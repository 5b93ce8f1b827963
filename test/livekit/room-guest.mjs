// LiveKit's logger writes each connection to stdout, into the test report, unless it takes this for production.
process.env.NODE_ENV ??= 'production';
const {AudioStream, DisconnectReason, Room, RoomEvent, TrackKind, dispose} =
  await import('@livekit/rtc-node');

/** From this level on it is a voice, of 1; and a pause that is this long ends it. */
const LOUD = 0.01;
const PAUSE_MS = 700;

/** Ends what the LiveKit library runs beside Node, which would keep the process alive. Nobody can join afterwards. */
export const disposeGuests = dispose;

/** Somebody of the server in a room on a real server: the avatar, or LiveAvatar's agent, who only sends and hears. */
export class RoomGuest {
  /** Resolves when the room has thrown it out or is gone; not when it leaves by itself. */
  removed;
  #room = new Room();
  #media;
  #isGone = false;

  /** How many frames of visitors' voices it has heard. */
  framesHeard = 0;

  /**
   * Joins and publishes; resolves when that is done. `onData` hears what visitors send, `onVoice` when a microphone of theirs
   * begins and ends to carry a voice.
   */
  static async join({url, token, media, onData, onVoice}) {
    const guest = new RoomGuest(media, onData);
    if (onVoice) guest.#listen(onVoice);
    await guest.#room.connect(url, token, {autoSubscribe: false, dynacast: false});
    await media?.publish(guest.#room.localParticipant);
    return guest;
  }

  constructor(media, onData) {
    this.#media = media;
    this.#room.on(RoomEvent.DataReceived, (payload, from, kind, topic) => onData(payload, topic));
    this.removed = new Promise((resolve) => {
      this.#room.on(RoomEvent.Disconnected, (reason) => {
        this.#isGone = true;
        if (reason !== DisconnectReason.CLIENT_INITIATED) resolve();
      });
    });
  }

  /** Sends one reliable data message. One for a room that is over has no reader: its loss is told, and no more. */
  async send(payload, topic) {
    try {
      await this.#room.localParticipant.publishData(payload, {reliable: true, topic});
    } catch (error) {
      if (!this.#isGone) console.error('A message of the server was lost:', error);
    }
  }

  #listen(onVoice) {
    const room = this.#room;
    room.on(RoomEvent.TrackPublished, (publication) => {
      if (publication.kind === TrackKind.KIND_AUDIO) publication.setSubscribed(true);
    });
    room.on(RoomEvent.TrackSubscribed, (track) => void this.#hear(track, onVoice));
  }

  async #hear(track, onVoice) {
    let loudAt = 0;
    let isVoice = false;
    const tell = (isLoud) => isVoice !== isLoud && onVoice((isVoice = isLoud));
    for await (const {data} of new AudioStream(track)) {
      this.framesHeard++;
      const now = performance.now();
      const power = data.reduce((sum, each) => sum + (each / 32_768) ** 2, 0) / data.length;
      if (Math.sqrt(power) > LOUD) {
        loudAt = now;
        tell(true);
      } else if (now - loudAt > PAUSE_MS) tell(false);
    }
    tell(false);
  }

  async leave() {
    await this.#media?.stop();
    await this.#room.disconnect();
    this.#room.removeAllListeners();
  }
}
