import {startSandbox, type Sandbox, type SandboxOptions} from '../../src/sandbox/sandbox.js';

/** The sandbox of the test that runs now. */
export let sandbox: Sandbox;

/** Starts the sandbox of a test; its avatar speaks fast, and its video is small, which saves most of a test's work. */
export async function open(options: SandboxOptions = {}): Promise<Sandbox> {
  sandbox = await startSandbox({msPerCharacter: 5, videoScale: 0.25, framesPerSecond: 10, ...options});
  return sandbox;
}

/** The endpoints that were called so far, in order. */
export const calls = () => sandbox.requests.map(({endpoint}) => endpoint);
