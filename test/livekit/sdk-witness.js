/** In the page: tells the test what HeyGen's client tells its page. */

export const api = new URLSearchParams(location.search).get('api');

export const video = document.querySelector('video');

export function tell(type, fields = {}, at = performance.now()) {
  globalThis.report(JSON.stringify({...fields, type, at}));
}

/** Tells when the picture is on screen. */
export function tellFirstFrame() {
  video.requestVideoFrameCallback(() => tell('shown'));
}

/** Starts at the click on the page's button; what goes wrong then is the page's error. */
export function startOnClick(start) {
  document.querySelector('button').addEventListener('click', ({timeStamp}) => {
    tell('click', {}, timeStamp);
    start();
  });
  tell('ready');
}

export async function fetchToken(url) {
  const response = await fetch(url, {method: 'POST'});
  return response.json();
}
