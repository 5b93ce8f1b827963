/**
 * What livekit-client waits for or does without need while it joins a room, by the file: the lines that do, and what the build has
 * instead. `test/session/room/faster-join.test.ts` shows each.
 */
const CHANGES = {
  'room/PCTransport.ts': [
    // It sets the offer of the join once it has read the server's answer. The ICE servers come one message before that: the browser can
    // work on the offer while the client reads the answer. Where the browser refuses, the client sets it with the answer, and reports why.
    {
      from: 'return this._pc?.setConfiguration(rtcConfig);',
      to: `
        this._pc.setConfiguration(rtcConfig);
        const offer = this.pendingInitialOffer;
        if (offer) this.initialOfferSet = this._pc.setLocalDescription(offer).then(() => true, () => false);`,
    },
    {
      from: 'if (this.pendingInitialOffer && this._pc) {',
      to: `
        if (this.pendingInitialOffer && (await this.initialOfferSet)) this.pendingInitialOffer = undefined;
        if (this.pendingInitialOffer && this._pc) {`,
    },
  ],
  'room/PCTransportManager.ts': [
    // It looks every 50 ms whether the peer connection is connected: in a hidden tab, once a second.
    {
      from: 'await sleep(50); // FIXME',
      to: 'await new Promise<void>((resolve) => { this.onNextState = resolve; setTimeout(resolve, 50); }); //',
    },
    {
      from: 'if (previousState !== this.state) {',
      to: 'if (previousState !== this.state) { this.onNextState?.();',
    },
    // The first offer was sent with the join: another one would only be work, while the first picture is on its way.
    {
      from: 'this.isPublisherConnectionRequired &&\n',
      to: "this.isPublisherConnectionRequired && !(this.publisher.latestOfferId > 0 && this.publisher.getConnectionState() === 'new') &&\n",
    },
  ],
  'room/Room.ts': [
    // It makes two streams to learn whether it could read compressed data streams, and tells the server: this build has no data streams.
    {from: 'if (isDeflateRawCompressionSupported()) {', to: 'if (false) {'},
    // It hands tracks over once the room is connected. A <video> that has them before that shows the first frame that comes.
    {
      from: 'if ([ConnectionState.Connecting, ConnectionState.Reconnecting].includes(this.state)) {',
      to: `
        const isKnown = Array.from(this.remoteParticipants.values()).some(
          ({sid, trackPublications}) =>
            sid === unpackStreamId(stream.id)[0] &&
            trackPublications.has(this.engine.getTrackIdForReceiver(receiver) ?? ''),
        );
        if (this.state === ConnectionState.Reconnecting || (this.state === ConnectionState.Connecting && !isKnown)) {`,
    },
    {
      from: 'this.emitWhenConnected(RoomEvent.TrackSubscribed, track, publication, participant);',
      to: `
        if (this.state === ConnectionState.Connecting) this.emit(RoomEvent.TrackSubscribed, track, publication, participant);
        else this.emitWhenConnected(RoomEvent.TrackSubscribed, track, publication, participant);`,
    },
  ],
};

/** The source of a file of livekit-client without these waits. `fail` is called where it does not wait in this way, and throws. */
export function withoutWaits(code, id, fail) {
  const changes = Object.entries(CHANGES).find(([file]) => id.endsWith(`/livekit-client/src/${file}`))?.[1];
  if (!changes) return null;
  return changes.reduce((changed, {from, to}) => {
    if (changed.split(from).length !== 2)
      fail(`livekit-client waits in another way in ${id}: see scripts/faster-join.mjs.`);
    // On one line: the others keep their numbers.
    return changed.replace(from, () => to.replace(/\n\s*(?=\S)/g, ' '));
  }, code);
}
