import assert from 'node:assert/strict';
import {documentedPolicy} from '../documented-policy.mjs';
import {testsOn} from './rig.mjs';
import {within} from './within.mjs';

/**
 * The documented Content-Security-Policy with API, chat socket and LiveKit at other origins than the page, as they really
 * are: nothing that a session needs is blocked, and where an address is left out it shows what that one was for.
 */
const test = testsOn();

/** Where the documented addresses are on this rig. */
const addressesOf = ({origin, apiUrl, signal}) => ({
  'https://cdn.example': origin,
  ' https://api.heygen.com': ` ${apiUrl}`,
  ' wss://api.heygen.com': ` ${apiUrl.replace('http', 'ws')}`,
  ' https://api.liveavatar.com': ` ${apiUrl}`,
  ' wss://*.livekit.cloud': ` ${signal.url}`,
  ' https://*.livekit.cloud': ` ${signal.url.replace('ws', 'http')}`,
});

/** The policy without one of its addresses. */
const without = (rig, left) => documentedPolicy({...addressesOf(rig), [left]: ''});

const violations = (page) => page.all({type: 'securitypolicyviolation'});

const BACKENDS = {
  streaming: {microphone: true},
  liveavatar: {microphone: true, 'token-url': '/api/liveavatar-token'},
};

for (const [name, attributes] of Object.entries(BACKENDS)) {
  test(`${name}: a session that speaks and listens runs under the policy, and nothing is blocked`, async (rig) => {
    const page = await rig.openUnder(documentedPolicy(addressesOf(rig)), attributes);
    await page.goLive();
    await page.framesPainted(5);
    assert.equal(await (await page.speak('Hello.')).ended, 'finished');
    const session = await rig.sessionOf(page);
    await page.call('startMicrophone');
    await within(heardBy(session), 'a voice at the server');
    await page.call('stop');
    assert.equal(session.endedBy, 'stop');
    assert.deepEqual(violations(page), []);
    if (name === 'streaming') assert.equal(rig.sockets.asked.length, 1, 'the chat socket was opened');
  });
}

test('Without the API’s address a start fails, and says what may be the cause', async (rig) => {
  // Both back ends are at one address here, and one of a WebSocket allows the same of HTTP.
  const policy = without(rig, ' https://api.heygen.com')
    .replace(` ${rig.apiUrl}`, '')
    .replace(` ${rig.apiUrl.replace('http', 'ws')}`, '');
  const page = await rig.openUnder(policy);
  await page.click('start-button');
  const {error} = await page.first({type: 'avatar-error'});
  assert.match(error.message, /Content-Security-Policy/);
  const {effectiveDirective, blockedURI} = await page.first({type: 'securitypolicyviolation'});
  assert.equal(effectiveDirective, 'connect-src');
  assert.equal(new URL(blockedURI).origin, rig.apiUrl);
});

test('Without LiveKit’s address a start fails, says what may be the cause, and leaves nothing open', async (rig) => {
  const page = await rig.openUnder(without(rig, ' wss://*.livekit.cloud'));
  await page.click('start-button');
  const {error} = await page.first({type: 'avatar-error'}, 30_000);
  assert.match(error.message, /Content-Security-Policy/);
  await page.first({type: 'securitypolicyviolation', effectiveDirective: 'connect-src'});
  await rig.until(() => rig.api.openSessions === 0, 'the stop');
});

test('Without the chat socket’s address a session goes on, and the visitor is heard', async (rig) => {
  const page = await rig.openUnder(without(rig, ' wss://api.heygen.com'), {microphone: true});
  await page.goLive();
  const session = await rig.sessionOf(page);
  await page.call('startMicrophone');
  await within(heardBy(session), 'a voice at the server');
  assert.equal(await page.get('state'), 'live');
  const {blockedURI} = await page.first({type: 'securitypolicyviolation'});
  // As SECURITY.md says: who forbids the socket is told its address, with the token in it.
  assert.ok(blockedURI.includes('session_token='), blockedURI);
  assert.deepEqual(rig.sockets.asked, []);
});

async function heardBy({userSpeech}) {
  while (!userSpeech.isSpeaking) await new Promise((resolve) => setTimeout(resolve, 20));
}
