/** What a page with one of the clients has in common: its button, its video, its addresses. */
const {searchParams} = new URL(location.href);

export const api = searchParams.get('api');
/** What the avatar says as soon as the client can have it speak; `null` for nothing. */
export const greeting = searchParams.get('listen');

export const video = document.querySelector('video');

/** Reports the first frame on screen, once the video has its stream. */
export function reportFirstFrame() {
  video.requestVideoFrameCallback(() => globalThis.bench.tell('shown'));
}

/** Starts at the click on the page's button. A start that fails is an uncaught error of the page. */
export function startOnClick(start) {
  const button = document.querySelector('button');
  button.addEventListener('click', start);
  globalThis.bench.tellReady(button);
}

export async function fetchJson(url, {token, ...body} = {}) {
  const response = await fetch(url, {
    method: 'POST',
    headers: {'content-type': 'application/json', ...(token && {authorization: `Bearer ${token}`})},
    body: JSON.stringify(body),
  });
  return response.json();
}
