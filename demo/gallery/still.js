/** What has a scene stand still, so that its pictures can be compared. */

/** A wait of this many ms or more is for what a scene does not come to: a limit, a time-out, an idle end. */
const LONG_MS = 5_000;
const NEVER_MS = 2 ** 31 - 1;

/** The time stands at `now`, in ms since the scene began; long waits never end, however slow the machine is. */
export function stopClock() {
  const clock = {now: 0};
  const epoch = Date.UTC(2026, 0, 1);
  Date.now = () => epoch + clock.now;
  const {setTimeout} = globalThis;
  globalThis.setTimeout = (work, ms = 0, ...rest) => setTimeout(work, ms < LONG_MS ? ms : NEVER_MS, ...rest);
  return clock;
}

const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));

/**
 * A codec's picture depends on the moment: this has the element's video show the server's own, which is the same each
 * time. The stream stays, for a new one would stop the video.
 */
export async function showExactPicture({video}, picture) {
  const stream = video.srcObject;
  for (const track of stream.getVideoTracks()) stream.removeTrack(track);
  stream.addTrack(picture);
  await video.play();
  // The first one may have been of the old track.
  for (let count = 0; count < 2; count++) {
    await new Promise((resolve) => video.requestVideoFrameCallback(resolve));
  }
}

/** A live avatar whose picture does not show is no scene to be kept. */
export function expectPicture({video, shadowRoot}) {
  const shown = video.classList.contains('keyed') ? shadowRoot.querySelector('[part~=picture]') : video;
  const isShown = shown.checkVisibility({opacityProperty: true, visibilityProperty: true});
  if (!isShown || video.paused || video.videoWidth === 0) {
    throw new Error('The avatar is live, and its picture is not to be seen.');
  }
}

/** What moves on its own is where it begins, what moves to somewhere has arrived. The page's own list has no shadow trees. */
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
