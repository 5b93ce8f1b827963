type FrameWork = (now: DOMHighResTimeStamp) => void;

/**
 * `requestVideoFrameCallback` for streams: WebKitGTK 2.50 has it and never calls back for one, while Safari does. Frames
 * are those that the player counts. As the standard has it, callbacks of video frames come before all animation frames,
 * and an animation frame that one of them requests comes right after.
 */
export function installFrameCallbacks(): void {
  const requestRealFrame = globalThis.requestAnimationFrame.bind(globalThis);
  const frames = new Map<number, FrameWork>();
  const waiting = new Map<number, FrameWork>();
  let lastHandle = 0;
  let isScheduled = false;

  function run(now: DOMHighResTimeStamp): void {
    isScheduled = false;
    for (const look of waiting.values()) look(now);
    const work = [...frames];
    for (const [handle, callback] of work) {
      if (!frames.delete(handle)) continue; // one before it has cancelled it
      try {
        callback(now);
      } catch (error) {
        reportError(error);
      }
    }
    if (waiting.size > 0) schedule();
  }

  function schedule(): void {
    if (isScheduled) return;
    isScheduled = true;
    requestRealFrame(run);
  }

  globalThis.requestAnimationFrame = (callback) => {
    frames.set(++lastHandle, callback);
    schedule();
    return lastHandle;
  };
  globalThis.cancelAnimationFrame = (handle) => void frames.delete(handle);

  HTMLVideoElement.prototype.requestVideoFrameCallback = function request(callback) {
    const handle = ++lastHandle;
    let seen = framesOf(this);
    waiting.set(handle, (now) => {
      const count = framesOf(this);
      const isNew = count > seen && this.videoWidth > 0;
      seen = Math.min(seen, count); // a player that begins anew counts anew
      if (!isNew || !waiting.delete(handle)) return;
      callback(now, {
        presentationTime: now,
        expectedDisplayTime: now,
        width: this.videoWidth,
        height: this.videoHeight,
        mediaTime: this.currentTime,
        presentedFrames: count,
      });
    });
    schedule();
    return handle;
  };
  HTMLVideoElement.prototype.cancelVideoFrameCallback = (handle) => void waiting.delete(handle);
}

const framesOf = (video: HTMLVideoElement) => video.getVideoPlaybackQuality().totalVideoFrames;

/** Without a rate of its own, WebKitGTK captures a canvas about once a second, and not whenever it is drawn on. */
export function installCanvasCapture(): void {
  // oxlint-disable-next-line typescript/unbound-method -- it is called with the canvas as its `this`
  const {captureStream} = HTMLCanvasElement.prototype;
  HTMLCanvasElement.prototype.captureStream = function capture(rate = 30) {
    return captureStream.call(this, rate);
  };
}
