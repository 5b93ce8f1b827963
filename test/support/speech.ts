import type {Backend} from '../../src/session/backends/backend.js';
import {SessionCommands} from '../../src/session/session-commands.js';
import {SessionLifecycle} from '../../src/session/session-lifecycle.js';
import {SessionSpeech} from '../../src/session/session-speech.js';
import {Conversation} from '../../src/session/speech/conversation.js';
import {EventQueue} from '../../src/session/util/event-queue.js';
import {DEFAULT_TIMEOUTS} from '../../src/session/util/timeouts.js';

type Tell = (event: Event) => void;

/** A conversation without a session, whose events go to `tell`. */
export const conversationWith = (tell: Tell): Conversation => conversationOn(new EventQueue(tell));

const conversationOn = (events: EventQueue): Conversation =>
  new Conversation(events, {onActivity() {}, onSpeaking() {}, onServerEnd() {}});

/** The speech of a session without a room, over this back end. */
export function speechOver(backend: Backend, tell: Tell = () => {}) {
  const events = new EventQueue(tell);
  const conversation = conversationOn(events);
  const lifecycle = new SessionLifecycle(events, {
    onChange() {},
    release: () => Promise.resolve(conversation.close()),
  });
  const speech = new SessionSpeech({
    conversation,
    lifecycle,
    commands: new SessionCommands(lifecycle, DEFAULT_TIMEOUTS, () => {}),
    timeouts: DEFAULT_TIMEOUTS,
    backend: () => backend,
  });
  return {conversation, lifecycle, speech};
}
