/**
 * The avatar's tracks in the order in which they arrived. The newest of each kind plays. When it goes, the one before it plays
 * again: an avatar may publish a second video track for a while. LiveKit does not report that the tracks of a lost room are gone; such
 * tracks have ended, and are passed over.
 */
export class TrackList {
  readonly #stream: MediaStream | null;
  readonly #tracks: MediaStreamTrack[] = [];

  /** `stream` always has the tracks that play; `null` where the browser has no streams, and so no tracks. */
  constructor(stream: MediaStream | null) {
    this.#stream = stream;
  }

  get isEmpty(): boolean {
    return this.#tracks.length === 0;
  }

  add(track: MediaStreamTrack): void {
    this.#drop(track);
    this.#tracks.push(track);
    this.#play(track.kind);
  }

  remove(track: MediaStreamTrack): void {
    this.#drop(track);
    this.#play(track.kind);
  }

  #drop(track: MediaStreamTrack): void {
    const index = this.#tracks.indexOf(track);
    if (index >= 0) this.#tracks.splice(index, 1);
  }

  #play(kind: string): void {
    const newest = this.#tracks.findLast((track) => track.kind === kind && track.readyState !== 'ended');
    const stream = this.#stream;
    if (!stream) return;
    for (const track of stream.getTracks()) {
      if (track.kind === kind && track !== newest) stream.removeTrack(track);
    }
    if (newest && !stream.getTracks().includes(newest)) stream.addTrack(newest);
  }
}
