import {avatarError} from './errors/make-error.js';
import {TrackList} from './track-list.js';
import {listen} from './util/listen.js';

/** Shows the avatar's video and plays its voice. The element's sink is a `<video>`; an application may bring its own. */
export interface MediaSink {
  /** Takes a track. It plays in place of an earlier one of the same kind. */
  add(track: MediaStreamTrack): void;
  /** Drops a track that the server has removed. An earlier one of the same kind that is still there plays again. */
  remove(track: MediaStreamTrack): void;
  /** Resolves when the first frame is on screen, or when autoplay rules keep it away until the visitor's gesture. */
  firstFrame(signal: AbortSignal): Promise<void>;
}

/** A sink that only collects the tracks. The first frame counts as shown when the video track delivers data. */
export class StreamSink implements MediaSink {
  /** The avatar's tracks, for the `srcObject` of a `<video>`. */
  readonly stream: MediaStream;
  readonly #tracks: TrackList;

  /** Throws `unsupported` on a server, and in a browser without WebRTC. */
  constructor() {
    if (!('MediaStream' in globalThis)) throw avatarError('unsupported');
    this.stream = new MediaStream();
    this.#tracks = new TrackList(this.stream);
  }

  add(track: MediaStreamTrack): void {
    this.#tracks.add(track);
    if (track.kind === 'video') this.stream.dispatchEvent(new Event('picture'));
  }

  remove(track: MediaStreamTrack): void {
    this.#tracks.remove(track);
  }

  async firstFrame(signal: AbortSignal): Promise<void> {
    const [video] = this.stream.getVideoTracks();
    if (!video) await once(this.stream, 'picture', signal);
    else if (video.muted) await once(video, 'unmute', signal);
  }
}

function once(target: EventTarget, type: string, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    listen(target, type, () => resolve(), {once: true, signal});
    signal.addEventListener('abort', () => reject(signal.reason as Error), {once: true});
  });
}
