import assert from 'node:assert/strict';
import {documentedPolicy} from '../support/documented-policy.mjs';
import {onBackend, testsOn} from '../support/livekit/tests-on.mjs';

/**
 * The documented Content-Security-Policy, with API, chat socket and LiveKit at other origins than the page: it blocks nothing
 * that a session needs, and a session without one of its addresses shows what that address is for.
 */
const test = testsOn();

/** This rig's addresses for the documented ones. */
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
  const testHere = onBackend(test, {name, quick: 'streaming'});
  testHere('a session that speaks and listens violates nothing of the policy', async (rig) => {
    const page = await rig.openUnder(documentedPolicy(addressesOf(rig)), attributes);
    await page.goLive();
    await page.framesPainted(5);
    assert.equal(await (await page.speak('Hello.')).ended, 'finished');
    const session = await rig.sessionOf(page);
    await page.call('startMicrophone');
    await rig.voiceHeard(session);
    await page.call('stop');
    assert.equal(session.endedBy, 'stop');
    assert.deepEqual(violations(page), []);
    if (name === 'streaming') assert.equal(rig.sockets.asked.length, 1, 'the element opened the chat socket');
  });
}

test('Without the API’s address a start fails, and its error names the policy', async (rig) => {
  // Here both back ends have one address, and the address of a WebSocket allows HTTP too.
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

test('Without LiveKit’s address a start fails, its error names the policy, and no session stays open', async (rig) => {
  const page = await rig.openUnder(without(rig, ' wss://*.livekit.cloud'));
  await page.click('start-button');
  const {error} = await page.first({type: 'avatar-error'}, 30_000);
  assert.match(error.message, /Content-Security-Policy/);
  await page.first({type: 'securitypolicyviolation', effectiveDirective: 'connect-src'});
  await rig.until(() => rig.api.openSessions === 0, 'the stop');
});

test('Without the chat socket’s address a session goes on, and the server hears the visitor', async (rig) => {
  const page = await rig.openUnder(without(rig, ' wss://api.heygen.com'), {microphone: true});
  await page.goLive();
  const session = await rig.sessionOf(page);
  await page.call('startMicrophone');
  await rig.voiceHeard(session);
  assert.equal(await page.get('state'), 'live');
  const {blockedURI} = await page.first({type: 'securitypolicyviolation'});
  // SECURITY.md documents that the violation report has the socket's address, with the token in it.
  assert.ok(blockedURI.includes('session_token='), blockedURI);
  assert.deepEqual(rig.sockets.asked, []);
});
