import {parseJson} from '../../util/json.js';
import type {BackendEvent} from '../backend.js';
import {ChatMessage} from './streaming-schemas.js';

/**
 * Listens to the chat socket of a session, on which HeyGen tells when the visitor begins and stops to speak. The socket only
 * receives. A session works without it: the visitor's words come through the room.
 */
export function openChatSocket(url: URL, onEvent: (event: BackendEvent) => void, life: AbortSignal): void {
  const socket = openSocket(url);
  if (!socket) return;
  socket.addEventListener('message', ({data}: MessageEvent<unknown>) => {
    const message = ChatMessage.safeParse(typeof data === 'string' ? parseJson(data) : undefined);
    if (!message.success || life.aborted) return;
    onEvent({type: message.data.event_type === 'user_start' ? 'user-speech-start' : 'user-speech-end'});
  });
  life.addEventListener('abort', () => socket.close(), {once: true});
}

function openSocket(url: URL): WebSocket | undefined {
  try {
    return new WebSocket(url);
  } catch {
    return undefined; // the page's Content-Security-Policy forbids the socket
  }
}
