// Outside production LiveKit's logger writes each connection to stdout, into the test report.
process.env.NODE_ENV ??= 'production';
const {AudioStream, DisconnectReason, Room, RoomEvent, TrackKind, dispose} =
  await import('@livekit/rtc-node');

/** A voice is at least this loud, of 1, and a pause of this length ends it. */
const LOUD = 0.01;
const PAUSE_MS = 700;

/** Ends the native part of the LiveKit library, which would keep the process alive. No guest can join afterwards. */
export const disposeGuests = dispose;

/** A participant of the server's side in a real room: the avatar, or LiveAvatar's agent, which publishes no media. */
export class RoomGuest {
  /** Resolves when the room has removed the guest or is gone; not when the guest leaves. */
  removed;
  #room = new Room();
  #media;
  #isGone = false;

  /** How many audio frames of visitors have arrived. */
  framesHeard = 0;

  /**
   * Joins and publishes; resolves when both are done. `onData` gets the visitors' data messages, `onVoice` whether a visitor's
   * microphone carries a voice, at each change.
   */
  static async join({url, token, media, onData, onVoice}) {
    const guest = new RoomGuest(media, onData);
    if (onVoice) guest.#listen(onVoice);
    await guest.#room.connect(url, token, {autoSubscribe: false, dynacast: false});
    if (media) await guest.publish(media);
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

  async publish(media) {
    await media.publish(this.#room.localParticipant);
  }

  async unpublish(media) {
    await media.unpublish(this.#room.localParticipant);
  }

  /** Sends one reliable data message. A message that a room loses is logged, unless the guest has left. */
  async send(payload, topic) {
    try {
      await this.#room.localParticipant.publishData(payload, {reliable: true, topic});
    } catch (error) {
      if (!this.#isGone) console.error('The room lost a message of the server:', error);
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
