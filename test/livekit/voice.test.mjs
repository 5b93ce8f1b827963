import assert from 'node:assert/strict';
import {onBackend, testsOn} from '../support/livekit/tests-on.mjs';
import {until} from '../support/waiting.mjs';

const test = testsOn();

const BACKENDS = {
  streaming: () => ({}),
  LiveAvatar: ({apiUrl}) => ({'token-url': `${apiUrl}/api/liveavatar-token`}),
};

for (const [name, attributes] of Object.entries(BACKENDS)) {
  const testHere = onBackend(test, {name, quick: 'LiveAvatar'});
  testHere('the server hears the microphone, and the avatar answers', async (rig) => {
    const {page, session} = await rig.openLive({...attributes(rig), microphone: true});
    await page.call('startMicrophone');
    await page.first({type: 'avatar-microphonechange', open: true});
    await until(() => session.room.framesHeard > 50, 'audio frames at the server');
    await rig.voiceHeard(session);
    await page.call('stopMicrophone');
    await page.first({type: 'avatar-message', role: 'user', final: true});
    await page.first({type: 'avatar-speechstart'});

    const heard = session.room.framesHeard;
    assert.ok(heard > 50, `${heard} frames`);
    assert.equal(await page.get('microphoneOpen'), false);
    assert.equal(await page.get('state'), 'live');
  });

  testHere('the server hears the visitor while they press push-to-talk', async (rig) => {
    const {page, session} = await rig.openLive({...attributes(rig), 'push-to-talk': true});
    // The streaming API learns of the press by its chat socket, which sends nothing on this rig.
    session.userSpeech.isPushToTalk = true;
    await page.call('startMicrophone');
    assert.equal(await page.get('microphoneMuted'), true);
    await page.call('startPushToTalk');
    await rig.voiceHeard(session);
    await page.call('stopPushToTalk');
    await until(() => !session.userSpeech.isSpeaking, 'silence at the server');
    await page.first({type: 'avatar-message', role: 'user', final: true});
  });
}

test('A muted microphone sends silence', async (rig) => {
  const {page, session} = await rig.openLive({microphone: true});
  await page.run(() => void (document.getElementById('a').microphoneMuted = true));
  await page.call('startMicrophone');
  const before = session.room.framesHeard;
  await page.framesPainted(25);
  assert.equal(session.userSpeech.isSpeaking, false);
  assert.ok(session.room.framesHeard >= before);
});
