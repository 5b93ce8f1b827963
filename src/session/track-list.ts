/**
 * The avatar's tracks in the order in which they arrived. The newest of each kind plays. When it goes, the one before it plays
 * again: an avatar may publish a second video track for a while.
 */
export class TrackList {
  readonly #stream: MediaStream;
  readonly #tracks: MediaStreamTrack[] = [];

  /** `stream` always has the tracks that play. */
  constructor(stream: MediaStream) {
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
    const newest = this.#tracks.findLast((track) => track.kind === kind);
    for (const track of this.#stream.getTracks()) {
      if (track.kind === kind && track !== newest) this.#stream.removeTrack(track);
    }
    if (newest && !this.#stream.getTracks().includes(newest)) this.#stream.addTrack(newest);
  }
}
