import {uuid} from '../../session/util/uuid.js';
import type {FakeEnding} from './fake-session.js';

/** The topic of the agent's messages. */
export const TOPIC = 'agent-response';

export const END_REASONS: Readonly<Record<FakeEnding, string>> = {
  stop: 'USER_CLOSED',
  idle: 'IDLE_TIMEOUT',
  limit: 'MAX_DURATION_REACHED',
  credits: 'NO_CREDITS',
  closed: 'UNKNOWN',
};

/** A message of LiveAvatar's side. */
export function agentMessage(
  event_type: string,
  source_event_id: string | null,
  payload: object = {},
): object {
  return {event_id: uuid(), event_type, source_event_id, ...payload};
}
