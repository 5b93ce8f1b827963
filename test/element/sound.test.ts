import {assert} from '@open-wc/testing';
import sinon from 'sinon';
import '../../src/index.js';
import {nextEvent, until} from '../support/waiting.js';
import {place, live, part, shows, useSandbox} from '../support/test-elements.js';

useSandbox();

suite('<heygen-avatar>: sound and autoplay', () => {
  test('muted and volume reach the video, before and while live', async () => {
    const element = await live({muted: ''});
    assert.isTrue(element.video.muted);
    element.muted = false;
    element.volume = 0.25;
    await element.updateComplete;
    assert.isFalse(element.video.muted);
    assert.equal(element.video.volume, 0.25);
    element.volume = 7;
    await element.updateComplete;
    assert.equal(element.video.volume, 1);
  });

  test('autoplay starts without a click, once', async () => {
    const element = place({autoplay: ''});
    await nextEvent(element, 'avatar-playing');
    await element.stop();
    element.requestUpdate();
    await element.updateComplete;
    assert.equal(element.state, 'ended');
  });

  test('sound that is blocked plays mute, says so, and comes with any gesture', async () => {
    const blocked = refuse('sound');
    try {
      const element = place();
      const heard = nextEvent(element, 'avatar-playblocked');
      await element.start();
      assert.equal((await heard).blocked, 'sound');
      assert.isTrue(element.video.muted);
      assert.isFalse(element.muted, 'the page did not mute it');
      await element.updateComplete;
      assert.equal(part(element, 'unlock')?.textContent?.trim(), 'Tap for sound');
      blocked.restore();
      document.body.click();
      await until(() => !element.video.muted && !element.video.paused);
      await element.updateComplete;
      assert.isFalse(shows(element, 'unlock'));
      const plays = sinon.spy(element.video, 'play');
      document.body.click();
      assert.isFalse(plays.called, 'a gesture is heard once');
    } finally {
      blocked.restore();
    }
  });

  test('a picture that is blocked asks for a tap, and the session is live', async () => {
    const blocked = refuse('picture');
    try {
      const element = place();
      const heard = nextEvent(element, 'avatar-playblocked', (event) => event.blocked === 'picture');
      await element.start();
      await heard;
      await element.updateComplete;
      assert.equal(part(element, 'unlock')?.textContent?.trim(), 'Tap to play');
      blocked.restore();
      part(element, 'unlock')?.click();
      await until(() => !element.video.paused);
    } finally {
      blocked.restore();
    }
  });
});

/** Has the browser refuse to play: with sound, or at all. */
function refuse(what: 'sound' | 'picture'): sinon.SinonStub {
  const play = sinon.stub(HTMLMediaElement.prototype, 'play');
  return play.callsFake(function (this: HTMLMediaElement) {
    const isRefused = what === 'picture' || !this.muted;
    return isRefused
      ? Promise.reject(new DOMException('Not allowed.', 'NotAllowedError'))
      : play.wrappedMethod.call(this);
  });
}
