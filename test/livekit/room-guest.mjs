// LiveKit's logger writes each connection to stdout, into the test report, unless it takes this for production.
process.env.NODE_ENV ??= 'production';
const {DisconnectReason, Room, RoomEvent, dispose} = await import('@livekit/rtc-node');

/** Ends what the LiveKit library runs beside Node, which would keep the process alive. Nobody can join afterwards. */
export const disposeGuests = dispose;

/** Somebody of the far end in a room on a real server: the avatar, or LiveAvatar's agent, who only sends and hears. */
export class RoomGuest {
  /** Resolves when the room has thrown it out or is gone; not when it leaves by itself. */
  removed;
  #room = new Room();
  #media;
  #isGone = false;

  /** Joins and publishes; resolves when that is done. `onData` hears what visitors send. */
  static async join({url, token, media, onData}) {
    const guest = new RoomGuest(media, onData);
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
      if (!this.#isGone) console.error('A message of the far end was lost:', error);
    }
  }

  async leave() {
    await this.#media?.stop();
    await this.#room.disconnect();
    this.#room.removeAllListeners();
  }
}
