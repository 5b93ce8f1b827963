import {assert} from '@open-wc/testing';
import {avatarError} from '../../src/session/errors/make-error.js';
import {AvatarErrorEvent, AvatarTimeWarningEvent} from '../../src/session/events.js';
import {STRINGS} from '../../src/ui/locales/strings.js';
import {until} from '../support/waiting.js';
import {AvatarStage} from '../support/avatar-stage.js';

const stage = new AvatarStage();
let silence: AbortController;

/** Stops every event of an avatar before it reaches the element. */
setup(() => {
  silence = new AbortController();
  const stop = (event: Event) => event.stopImmediatePropagation();
  for (const type of TYPES) addEventListener(type, stop, {capture: true, signal: silence.signal});
});

teardown(async () => {
  silence.abort();
  await stage.close();
});

const TYPES = [
  'statechange',
  'playing',
  'end',
  'error',
  'speechstart',
  'speechend',
  'message',
  'userspeechstart',
  'userspeechend',
  'microphonechange',
  'quality',
  'timewarning',
  'playblocked',
].map((name) => `avatar-${name}`);

suite('a page that stops every event of the avatar', () => {
  test('still has captions, transcript, clock, notices and the choice of microphones', async () => {
    await stage.live(
      {controls: '', chat: '', captions: '', microphone: ''},
      {sessionDurationLimit: 600, msPerCharacter: 60},
    );
    let heard = 0;
    for (const type of TYPES) stage.element.addEventListener(type, () => heard++);
    const clock = stage.text('clock');
    assert.match(clock, /^(10:00|9:5\d)$/);
    const task = await stage.element.speak('Read my lips, all of you.');
    await until(() => stage.text('captions').startsWith('Read my lips'));
    await task.ended;
    await stage.click('text');
    await until(() => stage.text('line').includes('Read my lips, all of you.'));
    await until(() => stage.text('clock') !== clock);
    await stage.element.startMicrophone();
    if (await stage.hasChoiceOfMicrophones()) {
      await until(() => stage.part('choose-microphone') !== null);
    }
    stage.element.deliver(new AvatarErrorEvent(avatarError('speech-failed')));
    stage.element.deliver(new AvatarTimeWarningEvent(10));
    await stage.element.updateComplete;
    assert.equal(stage.text('notice'), STRINGS.speechFailed);
    assert.include(stage.announced, 'Only 10 seconds left');
    assert.equal(heard, 0);
    await stage.element.stop();
    await stage.element.updateComplete;
    assert.isNotNull(stage.part('restart'));
  });
});
