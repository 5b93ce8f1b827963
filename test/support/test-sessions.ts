import type {MediaSink} from '../../src/session/media-sink.js';
import {assert} from '@open-wc/testing';
import {AvatarSession} from '../../src/session/avatar-session.js';
import type {AvatarSessionOptions} from '../../src/session/session-options.js';
import {open, sandbox} from './test-sandbox.js';
import {until} from './waiting.js';

export {calls, open, sandbox} from './test-sandbox.js';

/** The sessions that the test has made so far. */
export let sessions: AvatarSession<MediaSink>[];

/** Makes a session on the test's sandbox. */
export function make(options: AvatarSessionOptions = {}): AvatarSession<MediaSink> {
  const session = new AvatarSession({tokenUrl: sandbox.tokenUrl, apiUrl: sandbox.origin, ...options});
  sessions.push(session);
  return session;
}

/** Makes a session and starts it. */
export async function live(options: AvatarSessionOptions = {}): Promise<AvatarSession<MediaSink>> {
  const session = make(options);
  await session.start();
  return session;
}

/** Stops the test's sessions; the server then has none open, and each was stopped exactly once. */
export async function assertNothingOpen(): Promise<void> {
  await Promise.all(sessions.map((session) => session.stop()));
  await until(() => sandbox.openSessions === 0);
  for (const {stops} of sandbox.sessions) assert.equal(stops, 1, 'stopped once');
}

/** Gives each test a sandbox, and stops its sessions after it. */
export function useSandbox(): void {
  setup(async () => {
    sessions = [];
    await open();
  });

  teardown(async () => {
    await Promise.all(sessions.map((session) => session.stop()));
    await sandbox.stop();
  });
}
