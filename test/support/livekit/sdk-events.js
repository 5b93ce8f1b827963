/** In the page: reports the events of HeyGen's client to the test. */

export const api = new URLSearchParams(location.search).get('api');

export const video = document.querySelector('video');

export function tell(type, fields = {}, at = performance.now()) {
  globalThis.report(JSON.stringify({...fields, type, at}));
}

/** Reports the first frame on screen. */
export function tellFirstFrame() {
  video.requestVideoFrameCallback(() => tell('shown'));
}

/** Starts the client at the click on the page's button; a start that fails is an uncaught error of the page. */
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
