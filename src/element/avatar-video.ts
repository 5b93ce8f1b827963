/** Makes the video element that shows the avatar. There is none on a server. */
export function avatarVideo(): HTMLVideoElement {
  if (!globalThis.document) return {} as HTMLVideoElement;
  const video = document.createElement('video');
  video.playsInline = true;
  video.setAttribute('part', 'video');
  // In Firefox the Tab key stops at every video, also at one without controls.
  video.tabIndex = -1;
  // A live avatar cannot be cast to another device.
  video.disableRemotePlayback = true;
  return video;
}
