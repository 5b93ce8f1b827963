import {assert} from '@open-wc/testing';
import sinon from 'sinon';
import '../../src/index.js';
import {nextEvent, rejection, until} from '../helpers.js';
import {sandbox, place, live, newFrames, useSandbox} from './sandbox-elements.js';

useSandbox();

suite('<heygen-avatar>: leaving', () => {
  test('moved within the document, it keeps its session and its picture', async () => {
    const element = await live();
    const section = document.createElement('section');
    document.body.append(section);
    section.append(element);
    await until(() => !element.video.paused);
    await newFrames(element);
    assert.equal(element.state, 'live');
    assert.equal(sandbox.sessions.length, 1);
    section.remove();
  });

  test('taken out and put back a moment later, as editors do, it keeps its session', async () => {
    const element = await live();
    element.remove();
    await new Promise((resolve) => requestAnimationFrame(resolve));
    document.body.append(element);
    await until(() => !element.video.paused);
    assert.equal(element.state, 'live');
    assert.equal(sandbox.openSessions, 1);
  });

  test('removed for good, it stops the session', async () => {
    const element = await live();
    const ended = nextEvent(element, 'avatar-end');
    element.remove();
    assert.equal((await ended).reason, 'removed');
    assert.equal(sandbox.openSessions, 0);
  });

  test('removed while it starts, it leaves nothing open', async () => {
    const element = place();
    const hold = sandbox.hold('new');
    const starting = rejection(element.start());
    await hold.arrived;
    element.remove();
    await starting;
    hold.release();
    await until(() => sandbox.sessions.length === 1 && sandbox.openSessions === 0);
    assert.equal(element.endReason, 'removed');
  });

  test('started outside the document and never put into it, it leaves nothing open', async () => {
    const element = place();
    element.remove();
    const ended = nextEvent(element, 'avatar-end');
    element.start().catch(() => {}); // whether it got as far as live in time does not matter
    assert.equal((await ended).reason, 'removed');
    await until(() => sandbox.openSessions === 0);
  });

  test('a page that is left stops the session at once', async () => {
    const element = await live();
    const ended = nextEvent(element, 'avatar-end');
    dispatchEvent(new PageTransitionEvent('pagehide', {persisted: false}));
    assert.equal(element.state, 'stopping');
    assert.equal((await ended).reason, 'page-hidden');
    assert.equal(sandbox.openSessions, 0);
  });

  test('stop-url is told of the end, once, by a beacon with the session’s id alone', async () => {
    const beacon = sinon.stub(navigator, 'sendBeacon').returns(true);
    try {
      const element = await live({'stop-url': '/api/avatar-token/stop'});
      const id = element.session?.id;
      await element.stop();
      const ended = await live();
      sandbox.room().kill();
      await nextEvent(ended, 'avatar-end');
      assert.deepEqual(beacon.args, [
        [new URL('/api/avatar-token/stop', location.href).href, JSON.stringify({session_id: id})],
      ]);
    } finally {
      beacon.restore();
    }
  });

  test('hidden by display: none and back, the picture goes on', async () => {
    const element = await live();
    element.hidden = true;
    await new Promise((resolve) => requestAnimationFrame(resolve));
    assert.equal(getComputedStyle(element).display, 'none');
    element.hidden = false;
    await newFrames(element, 4);
    assert.isFalse(element.video.paused);
  });

  test('a picture that the system pauses plays on', async () => {
    const element = await live();
    element.video.pause();
    await until(() => !element.video.paused);
    assert.equal(element.state, 'live');
  });
});
