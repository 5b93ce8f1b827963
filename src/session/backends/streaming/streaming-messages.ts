import type {DataMessage} from '../../room/room.js';
import {parseJson} from '../../util/json.js';
import type {BackendEvent, MessageReader} from '../backend.js';
import {StreamingMessage} from './streaming-schemas.js';

const utf8 = new TextDecoder();

/** Reads the data messages of a streaming room. */
export const streamingMessages: MessageReader = {
  read({payload}: DataMessage): BackendEvent | null {
    const message = StreamingMessage.safeParse(parseJson(utf8.decode(payload)));
    return message.success ? eventOf(message.data) : null;
  },
};

function eventOf(message: StreamingMessage): BackendEvent {
  const taskId = message.task_id ?? null;
  switch (message.type) {
    case 'avatar_start_talking':
      return {type: 'speech-start', taskId};
    case 'avatar_stop_talking':
      return {type: 'speech-end', taskId, durationMs: message.duration_ms ?? null};
    case 'avatar_talking_message':
      return {type: 'text', role: 'avatar', taskId, piece: message.message};
    case 'avatar_end_message':
      return {type: 'text-end', role: 'avatar', taskId};
    case 'user_talking_message':
      return {type: 'text', role: 'user', taskId, piece: message.message};
    case 'user_end_message':
      return {type: 'text-end', role: 'user', taskId};
  }
}
