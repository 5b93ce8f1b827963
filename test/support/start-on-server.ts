import {sandbox} from './test-sandbox.js';

/** What the owner's server does: it starts a session of LiveAvatar, and answers with that. */
export async function startOnServer(): Promise<Record<string, unknown>> {
  const {session_token} = await post('/api/liveavatar-token');
  const {data} = await post('/v1/sessions/start', {authorization: `Bearer ${String(session_token)}`});
  return {...(data as object), session_token};
}

/** A call of the owner's server. */
export async function post(
  path: string,
  headers: Record<string, string> = {},
): Promise<Record<string, unknown>> {
  const json = {'content-type': 'application/json', ...headers};
  const response = await fetch(sandbox.origin + path, {method: 'POST', headers: json, body: '{}'});
  return (await response.json()) as Record<string, unknown>;
}
