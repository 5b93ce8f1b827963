import {AccessToken, RoomServiceClient} from 'livekit-server-sdk';
import {AvatarMedia} from './avatar-media.mjs';
import {RoomGuest} from './room-guest.mjs';

const AVATAR = 'heygen';
const VISITOR = 'client';

/** Opens rooms on a real LiveKit server; its `open` is an `OpenRoom` of the sandbox's server. */
export class ServerRooms {
  #server;
  #visitorUrl;
  #service;
  #rooms = [];

  /** `visitorUrl` is where visitors are sent instead of the server's own address. */
  constructor(server, {visitorUrl = server.url} = {}) {
    this.#server = server;
    this.#visitorUrl = visitorUrl;
    this.#service = new RoomServiceClient(server.httpUrl, server.key, server.secret);
  }

  open = async ({sessionId, request, onData}) => {
    const name = `session-${sessionId}`;
    const [accessToken] = await Promise.all([this.#token(VISITOR, name), this.#service.createRoom({name})]);
    const {url} = this.#server;
    const join = async (identity, options) =>
      RoomGuest.join({url, token: await this.#token(identity, name), ...options});
    const room = new ServerRoom({
      name,
      url: this.#visitorUrl,
      accessToken,
      service: this.#service,
      join,
      quality: request.quality,
    });
    room.onData = onData;
    this.#rooms.push(room);
    return room;
  };

  /** The names of the rooms that are open on the server. */
  async openNames() {
    const rooms = await this.#service.listRooms();
    return rooms.map(({name}) => name);
  }

  async closeAll() {
    await Promise.all(this.#rooms.splice(0).map((room) => room.close()));
  }

  #token(identity, room) {
    const token = new AccessToken(this.#server.key, this.#server.secret, {identity, ttl: '1h'});
    token.addGrant({room, roomJoin: true, canPublish: true, canSubscribe: true, canPublishData: true});
    return token.toJwt();
  }
}

/** One room: an `AvatarRoom` of the sandbox, and more that a test may do to it. */
class ServerRoom {
  name;
  url;
  accessToken;
  /** Hears the visitors' data messages. */
  onData;
  /** Hears when a visitor's microphone begins and ends to carry a voice. */
  onVoice;
  /** Settles when the room has ended, whoever ended it. */
  closed;
  #service;
  #join;
  #quality;
  #media;
  /** Those who have come in or are about to, by identity. */
  #entering = new Map();
  /** Those of the server who are in the room, by identity. */
  #guests = new Map();
  #deleting;
  #onClosed;

  constructor({name, url, accessToken, service, join, quality}) {
    Object.assign(this, {name, url, accessToken});
    this.#service = service;
    this.#join = join;
    this.#quality = quality;
    this.closed = new Promise((resolve) => (this.#onClosed = resolve));
  }

  /**
   * Brings the avatar in, and with it an agent of this identity, if there is to be one. Each once
   * only, so that a test may have the avatar wait in the room before the session is started.
   */
  async enter(agent) {
    this.#media ??= new AvatarMedia(this.#quality);
    for (const identity of agent ? [AVATAR, agent] : [AVATAR]) {
      if (!this.#entering.has(identity)) this.#entering.set(identity, this.#bringIn(identity));
    }
    await Promise.all(this.#entering.values());
  }

  /** Sends a message to the visitor, from the avatar or the agent. */
  async send(payload, topic, from = AVATAR) {
    await this.#guests.get(from)?.send(payload, topic);
  }

  setTalking(isTalking) {
    this.#media?.setTalking(isTalking);
  }

  async close() {
    await this.leave();
    await this.kill();
  }

  /** Has the avatar leave, and its agent; the room stays. */
  async leave() {
    await Promise.allSettled(this.#entering.values()); // reported where they were to enter
    await Promise.all([...this.#guests.values()].map((guest) => guest.leave()));
    await this.#media?.stop();
    this.#guests.clear();
  }

  /** Has the server end the room under everybody in it. */
  async kill() {
    this.#deleting ??= this.#service.deleteRoom(this.name).catch((error) => {
      // A room that everybody has left is ended by the server itself, after a while; a server that is dead has none.
      if (error.code !== 'not_found' && error.cause?.code !== 'ECONNREFUSED') throw error;
    });
    await this.#deleting;
    this.#onClosed();
  }

  /** How many frames of visitors' voices the avatar has heard. */
  get framesHeard() {
    return this.#guests.get(AVATAR)?.framesHeard ?? 0;
  }

  /** The identities of those who are in the room. */
  async participants() {
    const participants = await this.#service.listParticipants(this.name);
    return participants.map(({identity}) => identity).sort();
  }

  async #bringIn(identity) {
    try {
      const guest = await this.#join(identity, {
        media: identity === AVATAR ? this.#media : undefined,
        // All of them hear the same; one is enough to tell it.
        onData: (payload, topic) => identity === AVATAR && this.onData?.(payload, topic),
        onVoice: identity === AVATAR ? (isVoice) => this.onVoice?.(isVoice) : undefined,
      });
      this.#guests.set(identity, guest);
      void guest.removed.then(this.#onClosed);
    } catch (error) {
      // Into a room that is gone nobody can come.
      if (!this.#deleting) throw error;
    }
  }
}
