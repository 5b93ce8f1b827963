import type {PageSocket} from '../page-socket.js';
import type {FakeHeyGen} from './fake-heygen.js';

/** The path of a streaming session's chat socket. */
export const CHAT_PATH = '/v1/ws/streaming.chat';

/**
 * Accepts the chat socket of a streaming session. HeyGen tells the client there when the visitor starts and stops to speak,
 * and the socket's address says whether the session uses push-to-talk.
 */
export function connectChat(client: PageSocket, heygen: FakeHeyGen): void {
  const {searchParams} = new URL(client.url);
  const session = heygen.sessionOf(searchParams.get('session_id'), searchParams.get('session_token'));
  if (!session) throw new Error('The chat socket belongs to no open session.');
  session.userSpeech.isPushToTalk = searchParams.get('push_to_talk') === 'true';
  session.sendChat = (message) => client.send(JSON.stringify(message));
  client.addEventListener('close', () => (session.sendChat = undefined));
}
