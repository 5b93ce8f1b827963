import {assert} from '@open-wc/testing';
import {startSandbox, type Sandbox, type SandboxOptions} from '../../src/sandbox/sandbox.js';
import {AvatarSession} from '../../src/session/avatar-session.js';
import type {AvatarSessionOptions} from '../../src/session/session-options.js';
import {until} from './helpers.js';

export let sandbox: Sandbox;
export let sessions: AvatarSession[];

export async function open(options: SandboxOptions = {}): Promise<void> {
  sandbox = await startSandbox({msPerCharacter: 5, ...options});
}

export function make(options: AvatarSessionOptions = {}): AvatarSession {
  const session = new AvatarSession({tokenUrl: sandbox.tokenUrl, apiUrl: sandbox.origin, ...options});
  sessions.push(session);
  return session;
}

export async function live(options: AvatarSessionOptions = {}): Promise<AvatarSession> {
  const session = make(options);
  await session.start();
  return session;
}

export const calls = () => sandbox.requests.map(({endpoint}) => endpoint);

/** The server's books: nothing open, and every session that was made stopped once. */
export async function assertNothingOpen(): Promise<void> {
  await Promise.all(sessions.map((session) => session.stop()));
  await until(() => sandbox.openSessions === 0);
  for (const {stops} of sandbox.sessions) assert.equal(stops, 1, 'stopped once');
}

/** Each test has a sandbox of its own, and its sessions are stopped after it. */
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
