/** Where a session's picture and voice go. The element's is a `<video>`; a headless user may bring another. */
export interface MediaSink {
  /** Takes a track. One of the same kind that is there already gives way. */
  add(track: MediaStreamTrack): void;
  /** Gives a track up that the server has taken away. */
  remove(track: MediaStreamTrack): void;
  /** Resolves when the first frame is on screen, or when only the visitor can make it appear. */
  firstFrame(signal: AbortSignal): Promise<void>;
}

/** A stage without a screen: the first frame is taken for shown as soon as the video track delivers. */
export class StreamSink implements MediaSink {
  /** Every track of the avatar, for a `srcObject` of your own. */
  readonly stream = new MediaStream();

  add(track: MediaStreamTrack): void {
    for (const old of this.stream.getTracks()) if (old.kind === track.kind) this.stream.removeTrack(old);
    this.stream.addTrack(track);
    if (track.kind === 'video') this.stream.dispatchEvent(new Event('picture'));
  }

  remove(track: MediaStreamTrack): void {
    this.stream.removeTrack(track);
  }

  async firstFrame(signal: AbortSignal): Promise<void> {
    const [video] = this.stream.getVideoTracks();
    if (!video) await once(this.stream, 'picture', signal);
    else if (video.muted) await once(video, 'unmute', signal);
  }
}

function once(target: EventTarget, type: string, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    target.addEventListener(type, () => resolve(), {once: true, signal});
    signal.addEventListener('abort', () => reject(signal.reason as Error), {once: true});
  });
}
