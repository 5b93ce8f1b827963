import {AccessToken, RoomServiceClient} from 'livekit-server-sdk';
import {AvatarMedia} from './avatar-media.mjs';
import {RoomGuest} from './room-guest.mjs';

const AVATAR = 'heygen';
const VISITOR = 'client';

/** Opens rooms on a real LiveKit server; `open` is an `OpenRoom` of the sandbox's server. */
export class ServerRooms {
  #server;
  #visitorUrl;
  #framesPerSecond;
  #afterData;
  #service;
  #rooms = [];

  /**
   * `visitorUrl` is the address that visitors get instead of the server's own. `framesPerSecond` is that of HeyGen's video.
   * `afterData` is called when HeyGen has taken a visitor's data message.
   */
  constructor(server, {visitorUrl = server.url, framesPerSecond = 25, afterData = () => {}} = {}) {
    this.#server = server;
    this.#framesPerSecond = framesPerSecond;
    this.#afterData = afterData;
    this.#visitorUrl = visitorUrl;
    this.#service = new RoomServiceClient(server.httpUrl, server.key, server.secret);
  }

  open = async ({sessionId, request}) => {
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
      framesPerSecond: this.#framesPerSecond,
      afterData: this.#afterData,
    });
    this.#rooms.push(room);
    return room;
  };

  /** The names of the server's open rooms. */
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

/** One room: an `AvatarRoom` of the sandbox, with more for tests. */
class ServerRoom {
  name;
  url;
  accessToken;
  /** Gets the visitors' data messages. */
  onData;
  /** Gets whether a visitor's microphone carries a voice, at each change. */
  onVoice;
  /** Resolves when the room has ended, whoever ended it. */
  closed;
  #service;
  #join;
  #quality;
  #framesPerSecond;
  #afterData;
  #media;
  #secondMedia;
  /** The guests that have joined or are joining, by identity. */
  #entering = new Map();
  /** The guests in the room, by identity. */
  #guests = new Map();
  #deleting;
  #onClosed;

  constructor({name, url, accessToken, service, join, quality, framesPerSecond, afterData}) {
    Object.assign(this, {name, url, accessToken});
    this.#service = service;
    this.#join = join;
    this.#quality = quality;
    this.#framesPerSecond = framesPerSecond;
    this.#afterData = afterData;
    this.closed = new Promise((resolve) => (this.#onClosed = resolve));
  }

  /**
   * Has the avatar join, and an agent of this identity if one is named. Each joins only once, so that a test may have the
   * avatar wait in the room before the session starts.
   */
  async enter(agent) {
    this.#media ??= new AvatarMedia(this.#quality, this.#framesPerSecond);
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

  /** Has the avatar publish a second picture and voice, of this quality. */
  async publishSecond(quality) {
    this.#secondMedia = new AvatarMedia(quality, this.#framesPerSecond);
    await this.#guests.get(AVATAR).publish(this.#secondMedia);
  }

  /** Has the avatar take its second picture and voice away again. */
  async unpublishSecond() {
    await this.#guests.get(AVATAR).unpublish(this.#secondMedia);
  }

  async close() {
    await this.leave();
    await this.kill();
  }

  /** Has the avatar and its agent leave; the room stays. */
  async leave() {
    await Promise.allSettled(this.#entering.values()); // reported by `enter`
    await Promise.all([...this.#guests.values()].map((guest) => guest.leave()));
    await Promise.all([this.#media?.stop(), this.#secondMedia?.stop()]);
    this.#guests.clear();
  }

  /** Has the server end the room. */
  async kill() {
    this.#deleting ??= this.#service.deleteRoom(this.name).catch((error) => {
      // The server itself ends an empty room after a while; a dead server has none.
      if (error.code !== 'not_found' && error.cause?.code !== 'ECONNREFUSED') throw error;
    });
    await this.#deleting;
    this.#onClosed();
  }

  /** How many audio frames of visitors have arrived at the avatar. */
  get framesHeard() {
    return this.#guests.get(AVATAR)?.framesHeard ?? 0;
  }

  /** The identities of the room's participants. */
  async participants() {
    const participants = await this.#service.listParticipants(this.name);
    return participants.map(({identity}) => identity).sort();
  }

  #takeData(payload, topic) {
    this.onData?.(payload, topic);
    this.#afterData();
  }

  async #bringIn(identity) {
    try {
      const guest = await this.#join(identity, {
        media: identity === AVATAR ? this.#media : undefined,
        // All guests receive the same messages: the avatar's are enough.
        onData: (payload, topic) => identity === AVATAR && this.#takeData(payload, topic),
        onVoice: identity === AVATAR ? (isVoice) => this.onVoice?.(isVoice) : undefined,
      });
      this.#guests.set(identity, guest);
      void guest.removed.then(this.#onClosed);
    } catch (error) {
      // Nobody can join a room that is gone.
      if (!this.#deleting) throw error;
    }
  }
}
