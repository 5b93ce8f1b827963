import type {WebSocketClientConnection} from '@mswjs/interceptors/WebSocket';
import type {FakeHeyGen} from './fake-heygen.js';

/** Where a streaming session's chat socket is opened. */
export const CHAT_PATH = '/v1/ws/streaming.chat';

/** Takes the chat socket of a session: it hears there when its visitor begins and ends to speak. */
export function connectChat(client: WebSocketClientConnection, heygen: FakeHeyGen): void {
  const {searchParams} = new URL(client.url);
  const session = heygen.sessionOf(searchParams.get('session_id'), searchParams.get('session_token'));
  if (!session) throw new Error('The chat socket is of no session.');
  session.hearing.needsPress = searchParams.get('push_to_talk') === 'true';
  session.chat = (message) => client.send(JSON.stringify(message));
  client.addEventListener('close', () => (session.chat = undefined));
}
