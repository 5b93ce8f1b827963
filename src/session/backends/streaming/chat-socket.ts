import {parseJson} from '../../util/json.js';
import type {BackendEvent} from '../backend.js';
import {ChatMessage} from './streaming-schemas.js';

/**
 * Listens to a session's chat socket, which tells when the visitor begins and ends to speak. Nothing is sent on it, and a
 * session does without it: what the visitor says comes through the room.
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
    return undefined; // a page whose policy forbids it
  }
}
