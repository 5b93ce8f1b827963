import {assert} from '@open-wc/testing';
import sinon from 'sinon';
import '../../src/index.js';
import type {AvatarError, HeygenAvatarElement} from '../../src/index.js';
import {DEFAULT_TIMEOUTS} from '../../src/session/util/timeouts.js';
import {nextEvent, rejection, until} from '../support/waiting.js';
import {sandbox, place, live, part, shows, calls, useSandbox} from '../support/test-elements.js';

useSandbox();

suite('<heygen-avatar>: start and stop', () => {
  test('a click on the start button makes the avatar appear', async () => {
    const element = place();
    await element.updateComplete;
    const playing = nextEvent(element, 'avatar-playing');
    part(element, 'start-button')?.click();
    await playing;
    assert.equal(element.state, 'live');
    assert.isTrue(element.matches(':state(live)'));
    assert.isAbove(element.video.videoWidth, 0);
    assert.isFalse(element.video.paused);
    assert.equal(element.session?.id, sandbox.sessions[0]?.sessionId);
    await element.updateComplete;
    assert.isFalse(shows(element, 'start-button'));
  });

  test('the state and its CSS state have changed when avatar-statechange is heard, on the document too', async () => {
    const seen: unknown[] = [];
    const listener = ({target, state, oldState}: HTMLElementEventMap['avatar-statechange']) => {
      const element = target as HeygenAvatarElement;
      seen.push([oldState, state, element.state, element.matches(`:state(${state})`)]);
    };
    document.addEventListener('avatar-statechange', listener as EventListener);
    const element = await live();
    await element.stop();
    document.removeEventListener('avatar-statechange', listener as EventListener);
    assert.deepEqual(seen, [
      ['idle', 'connecting', 'connecting', true],
      ['connecting', 'live', 'live', true],
      ['live', 'stopping', 'stopping', true],
      ['stopping', 'ended', 'ended', true],
    ]);
  });

  test('a second start joins the first, and one while live is done at once', async () => {
    const element = place();
    await Promise.all([element.start(), element.start()]);
    await element.start();
    assert.equal(sandbox.sessions.length, 1);
  });

  test('one of two who wait gives up: the other still gets the avatar', async () => {
    const element = place();
    const controller = new AbortController();
    const given = rejection(element.start({signal: controller.signal}));
    const kept = element.start();
    const hold = sandbox.hold('new');
    await hold.arrived;
    controller.abort('enough');
    assert.equal(await given, 'enough');
    hold.release();
    await kept;
    assert.equal(element.state, 'live');
  });

  test('the last who waits gives up: the start is given up, and nothing stays open', async () => {
    const element = place();
    const controller = new AbortController();
    const given = rejection(element.start({signal: controller.signal}));
    const hold = sandbox.hold('new');
    await hold.arrived;
    controller.abort('enough');
    assert.equal(await given, 'enough');
    hold.release();
    await until(() => sandbox.sessions.length === 1 && sandbox.openSessions === 0);
    assert.equal(element.endReason, 'aborted');
    assert.isNull(element.error);
  });

  test('stop in the same breath as start leaves nothing open', async () => {
    const element = place();
    const starting = rejection(element.start());
    await element.stop();
    assert.equal(((await starting) as DOMException).name, 'AbortError');
    assert.equal(sandbox.openSessions, 0);
    assert.include(['idle', 'ended'], element.state);
  });

  test('after an end the visitor can start again: a new token, a new session, never two at once', async () => {
    const element = await live();
    const hold = sandbox.hold('stop');
    void element.stop();
    await hold.arrived;
    const again = element.start();
    assert.equal(sandbox.sessions.length, 1);
    hold.release();
    await again;
    assert.equal(element.state, 'live');
    assert.equal(sandbox.sessions.length, 2);
    assert.equal(sandbox.openSessions, 1);
    assert.equal(calls().filter((each) => each === 'token').length, 2);
  });

  test('a start after one that was given up begins anew', async () => {
    const element = await live();
    const hold = sandbox.hold('stop');
    void element.stop();
    await hold.arrived;
    const given = rejection(element.start());
    const stopped = element.stop();
    const again = element.start();
    hold.release();
    assert.equal(((await given) as DOMException).name, 'AbortError');
    await Promise.all([stopped, again]);
    assert.equal(element.state, 'live');
    assert.equal(sandbox.openSessions, 1);
  });

  for (let ticks = 0; ticks < 8; ticks++) {
    test(`a start right after one was given up begins anew, however soon after: ${ticks} ticks`, async () => {
      const element = place();
      const controller = new AbortController();
      const hold = sandbox.hold('new');
      const given = rejection(element.start({signal: controller.signal}));
      await hold.arrived;
      controller.abort('enough');
      for (let tick = 0; tick < ticks; tick++) await Promise.resolve();
      const again = element.start();
      hold.release();
      assert.equal(await given, 'enough');
      await again;
      assert.equal(element.state, 'live');
    });
  }

  test('a session that is still being made for nobody is waited for, and stopped, before the next', async () => {
    const element = place();
    const controller = new AbortController();
    const given = rejection(element.start({signal: controller.signal}));
    const hold = sandbox.hold('new');
    await hold.arrived;
    const clock = sinon.useFakeTimers({toFake: ['setTimeout', 'clearTimeout']});
    controller.abort('enough');
    await given;
    await clock.tickAsync(DEFAULT_TIMEOUTS.stop); // the answer is waited for no longer
    clock.restore();
    await element.stop();
    const token = sandbox.hold('token');
    const again = element.start();
    await until(() => element.state === 'connecting');
    hold.release();
    await token.arrived;
    assert.deepEqual(
      sandbox.sessions.map(({stops}) => stops),
      [1],
    );
    token.release();
    await again;
    assert.equal(sandbox.openSessions, 1);
  });

  test('a session whose stop did not get through is stopped before the next is made', async () => {
    const [element, other] = [await live(), await live()];
    sandbox.inject('stop', {hang: true});
    const clock = sinon.useFakeTimers({toFake: ['setTimeout', 'clearTimeout']});
    const stopped = element.stop();
    await clock.tickAsync(DEFAULT_TIMEOUTS.stop); // it is tried no longer than this before it resolves
    clock.restore();
    await stopped;
    assert.equal(sandbox.openSessions, 2);
    const hold = sandbox.hold('stop');
    const again = element.start();
    await hold.arrived;
    await other.keepAlive(); // there and back, as long as a token would take
    assert.lengthOf(
      calls().filter((call) => call === 'token'),
      2,
    );
    hold.release();
    await again;
    assert.equal(sandbox.openSessions, 2);
  });

  test('where the stop still does not get through in time, the start fails rather than make a second one', async () => {
    const element = await live();
    for (let tries = 0; tries < 3; tries++) sandbox.inject('stop', {hang: true});
    const clock = sinon.useFakeTimers({toFake: ['setTimeout', 'clearTimeout']});
    const stopped = element.stop();
    await clock.tickAsync(DEFAULT_TIMEOUTS.stop);
    await stopped;
    const failed = rejection(element.start());
    await clock.tickAsync(DEFAULT_TIMEOUTS.session);
    clock.restore();
    const error = (await failed) as AvatarError;
    assert.equal(error.code, 'timeout');
    assert.include(error.message, 'ending the session before');
    assert.lengthOf(sandbox.sessions, 1);
    await element.start();
    assert.equal(sandbox.openSessions, 1);
  });

  test('two elements are independent', async () => {
    const [one, two] = [await live(), await live()];
    await one.stop();
    assert.equal(two.state, 'live');
    assert.notEqual(one.session?.id, two.session?.id);
  });

  test('without a token-url the failure says what is missing, on screen too', async () => {
    const element = place();
    element.removeAttribute('token-url');
    const error = (await rejection(element.start())) as AvatarError;
    assert.equal(error.code, 'bad-config');
    await element.updateComplete;
    assert.include(part(element, 'details')?.textContent, 'token-url');
    assert.equal(part(element, 'restart')?.textContent?.trim(), 'Try again');
  });

  test('calls a tokenProvider once a session, with the settings', async () => {
    const element = place({'avatar-id': 'Wayne'});
    element.removeAttribute('token-url');
    const asked: unknown[] = [];
    element.tokenProvider = async ({settings, signal}) => {
      asked.push(settings);
      const response = await fetch(sandbox.tokenUrl, {method: 'POST', signal});
      return (await response.json()) as {token: string};
    };
    await element.start();
    assert.deepEqual(asked, [{quality: 'medium', avatar_id: 'Wayne'}]);
  });

  test('the sandbox needs no endpoint and is marked as a preview', async () => {
    const element = place({backend: 'sandbox'});
    element.removeAttribute('token-url');
    element.removeAttribute('api-url');
    await element.start();
    assert.equal(part(element, 'preview')?.textContent?.trim(), 'Preview');
  });
});
