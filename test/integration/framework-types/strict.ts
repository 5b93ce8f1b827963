import 'heygen-avatar';
import {HeygenAvatarElement, AvatarError, type AvatarEndEvent, type SessionState} from 'heygen-avatar';
import {AvatarSession, StreamSink} from 'heygen-avatar/session';
import {startSandbox} from 'heygen-avatar/sandbox';
import {createTokenHandler} from 'heygen-avatar/token-server';
import {fill, scrollTo} from 'heygen-avatar/tools';

export const element: HeygenAvatarElement = document.createElement('heygen-avatar');
element.suggestions = ['a'];
element.variables = {name: 'Anna', n: 1};
element.memory = 'visit';
element.tokenProvider = async ({settings, signal, isPrefetch}) => {
  const response = await fetch('/api', {
    method: 'POST',
    body: JSON.stringify({settings, prefetch: isPrefetch}),
    signal,
  });
  return (await response.json()) as {token: string};
};
export const remove: () => void = element.registerTool('x', {
  description: 'x',
  run: (input) => String(input),
});
element.registerTool('fill', fill);
element.registerTool('scroll', scrollTo);
document.addEventListener('avatar-end', (event) => {
  const e: AvatarEndEvent = event;
  return e.reason;
});
window.addEventListener('avatar-toolcall', ({name, error}) => error?.code === 'tool-failed' && name);
window.addEventListener('avatar-beforestart', (event) => event.waitUntil(Promise.resolve(true)));
window.addEventListener('avatar-error', ({error}) => {
  if (error.code === 'no-credits') throw error;
});
export async function main(): Promise<SessionState> {
  const sink = new StreamSink();
  const session = new AvatarSession({
    tokenProvider: () => 'x',
    stage: sink,
    settings: {avatar_id: 'x', quality: 'high'},
  });
  session.addEventListener('avatar-message', ({role, text}) => void [role, text]);
  await session.start({signal: AbortSignal.timeout(5)});
  const task = await session.speak('x');
  const reason = await task.ended;
  if (reason === 'failed') console.log(task.error?.message);
  try {
    await element.speak(
      (async function* () {
        yield 'a';
      })(),
    );
  } catch (error) {
    if (error instanceof AvatarError) console.log(error.code, error.status);
  }
  const sandbox = await startSandbox();
  sandbox.inject('new', {status: 429});
  createTokenHandler({
    backend: 'liveavatar',
    apiKey: 'x',
    allowedOrigins: ['https://x'],
    settings: {avatar_id: 'x'},
  });
  return session.state;
}
// @ts-expect-error no such event
document.addEventListener('avatar-nothing', ({reason}) => reason);
// @ts-expect-error read-only
element.state = 'live';
// @ts-expect-error no such code
export const isIt = (error: AvatarError) => error.code === 'nothing';
