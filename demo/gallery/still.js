/** Makes a scene stand still, so that its pictures can be compared. */

/** A timer of this many ms or more is for a limit, a timeout or an idle end, which no scene reaches. */
const LONG_MS = 5_000;
const NEVER_MS = 2 ** 31 - 1;

/** Stops the clock at `now`, in ms since the scene began. Long timers never fire, however slow the machine is. */
export function stopClock() {
  const clock = {now: 0};
  const epoch = Date.UTC(2026, 0, 1);
  const RunningDate = Date;
  globalThis.Date = class extends RunningDate {
    static now = () => epoch + clock.now;
    constructor(...parts) {
      super(...(parts.length > 0 ? parts : [epoch + clock.now]));
    }
  };
  const {setTimeout} = globalThis;
  globalThis.setTimeout = (work, ms = 0, ...rest) => setTimeout(work, ms < LONG_MS ? ms : NEVER_MS, ...rest);
  return clock;
}

const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));

/**
 * Replaces the received video track, whose frames depend on the codec and the moment, by the sandbox's own, which is always
 * the same. The stream stays, because a new one would stop the video.
 */
export async function showExactPicture({video}, picture) {
  const stream = video.srcObject;
  for (const track of stream.getVideoTracks()) stream.removeTrack(track);
  stream.addTrack(picture);
  await video.play();
  // The first frame may belong to the old track.
  for (let count = 0; count < 2; count++) {
    await new Promise((resolve) => video.requestVideoFrameCallback(resolve));
  }
}

/** Throws where the avatar is live and its picture does not show. */
export function expectPicture({video, shadowRoot}) {
  const shown = video.classList.contains('keyed') ? shadowRoot.querySelector('[part~=picture]') : video;
  const isShown = shown.checkVisibility({opacityProperty: true, visibilityProperty: true});
  if (!isShown || video.paused || video.videoWidth === 0) {
    throw new Error('The avatar is live, but its picture does not show.');
  }
}

/** Puts endless animations at their start and finishes all others. The page's own list has none of a shadow root. */
export async function stopMotion(avatar) {
  for (let count = 0; count < 12; count++) await frame();
  for (const animation of [...document.getAnimations(), ...avatar.shadowRoot.getAnimations()]) {
    if (animation.effect.getComputedTiming().endTime === Infinity) {
      animation.pause();
      animation.currentTime = 0;
    } else {
      animation.finish();
    }
  }
  await frame();
  await frame();
}
