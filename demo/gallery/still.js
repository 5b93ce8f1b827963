/** What has a scene stand still, so that its pictures can be compared. */

const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));

/**
 * A codec's picture depends on the moment: this has the element's video show the far end's own, which is the same each
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
