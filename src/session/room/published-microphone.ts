import type {MicrophonePublication, Room} from './room.js';

/** The visitor's microphone, published in the current room. Keeps its track and its mute for the room that follows. */
export class PublishedMicrophone implements MicrophonePublication {
  readonly #onUnpublish: () => void;
  #track: MediaStreamTrack;
  #isMuted: boolean | undefined;
  #isUnpublished = false;
  /** The last room that `publishIn` was called with. */
  #room: Room | undefined;
  #publication: MicrophonePublication | undefined;

  constructor(track: MediaStreamTrack, onUnpublish: () => void) {
    this.#track = track;
    this.#onUnpublish = onUnpublish;
  }

  /** Publishes the microphone in a room, as muted as it was in the room before. Rejects as `Room.publishMicrophone` does. */
  async publishIn(room: Room): Promise<void> {
    const track = this.#track;
    this.#room = room;
    let publication: MicrophonePublication;
    try {
      publication = await room.publishMicrophone(track);
    } catch (error) {
      if (this.#room === room) this.#publication = undefined; // the one that is left is of a room that is gone
      throw error;
    }
    if (this.#room !== room) return; // a later room has taken over
    if (this.#isUnpublished) return publication.unpublish();
    this.#publication = publication;
    if (this.#isMuted !== undefined) publication.setMuted(this.#isMuted);
    if (this.#track !== track) await publication.replace(this.#track);
  }

  setMuted(isMuted: boolean): void {
    this.#isMuted = isMuted;
    this.#publication?.setMuted(isMuted);
  }

  async replace(track: MediaStreamTrack): Promise<void> {
    this.#track = track;
    if (this.#publication) await this.#publication.replace(track);
    else if (this.#room) await this.publishIn(this.#room);
  }

  async unpublish(): Promise<void> {
    this.#isUnpublished = true;
    this.#onUnpublish();
    await this.#publication?.unpublish();
  }

  /** Makes the opener of the microphone act as if the device was lost: it opens it again, or reports the loss. */
  fail(): void {
    this.#track.dispatchEvent(new Event('ended'));
  }
}
