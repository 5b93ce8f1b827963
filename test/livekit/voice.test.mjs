import assert from 'node:assert/strict';
import {testsOn} from './rig.mjs';
import {within} from './within.mjs';

const test = testsOn();

const BACKENDS = {
  streaming: () => ({}),
  LiveAvatar: ({apiUrl}) => ({'token-url': `${apiUrl}/api/liveavatar-token`}),
};

for (const [name, attributes] of Object.entries(BACKENDS)) {
  test(`${name}: the microphone is heard at the server as audio, told as words, and answered`, async (rig) => {
    const {page, session} = await rig.openLive({...attributes(rig), microphone: true});
    await page.call('startMicrophone');
    await page.first({type: 'avatar-microphonechange', open: true});
    await within(
      until(() => session.room.framesHeard > 50),
      'audio frames at the server',
    );
    await within(
      until(() => session.userSpeech.isSpeaking),
      'a voice at the server',
    );
    await page.call('stopMicrophone');
    await page.first({type: 'avatar-message', role: 'user', final: true});
    await page.first({type: 'avatar-speechstart'});

    const heard = session.room.framesHeard;
    assert.ok(heard > 50, `${heard} frames`);
    assert.equal(await page.get('microphoneOpen'), false);
    assert.equal(await page.get('state'), 'live');
  });

  test(`${name}: push-to-talk is heard while it is pressed`, async (rig) => {
    const {page, session} = await rig.openLive({...attributes(rig), 'push-to-talk': true});
    // The streaming API is told by its chat socket, which this rig has none of.
    session.userSpeech.isPushToTalk = true;
    await page.call('startMicrophone');
    assert.equal(await page.get('microphoneMuted'), true);
    await page.call('startPushToTalk');
    await within(
      until(() => session.userSpeech.isSpeaking),
      'a voice at the server',
    );
    await page.call('stopPushToTalk');
    await within(
      until(() => !session.userSpeech.isSpeaking),
      'silence at the server',
    );
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

async function until(isTrue) {
  while (!isTrue()) await new Promise((resolve) => setTimeout(resolve, 20));
}
