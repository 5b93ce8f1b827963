import assert from 'node:assert/strict';
import {after, before, test} from 'node:test';
import {startRig, until} from './rig.mjs';

let rig;
before(async () => (rig = await startRig({args: ['--autoplay-policy=no-user-gesture-required']})));
after(() => rig?.stop());

const LIMIT = {timeout: 15_000};

/** Clicks the start button as a visitor would, and waits for the avatar. */
async function live(attributes) {
  const page = await rig.page(attributes);
  await page.click('heygen-avatar >>> button');
  await inState(page, 'live');
  return page;
}

const inState = (page, state) =>
  page.waitForFunction((wanted) => document.querySelector('heygen-avatar').state === wanted, LIMIT, state);

const heard = (page, type) =>
  page.evaluate((wanted) => window.heard.filter((each) => each.type === wanted), type);

/** Ends what is on a page before it goes: a page that is closed from outside hears no pagehide. */
async function leave(page) {
  await page.evaluate(() =>
    Promise.all([...document.querySelectorAll('heygen-avatar')].map((each) => each.stop())),
  );
  await page.close();
}

const newest = () => rig.farEnd.sessions.at(-1);

/** The far end's books: that session was stopped, once, and nothing is open. */
async function assertStopped(session = newest()) {
  await until('the session is stopped', () => session.state === 'stopped');
  assert.equal(session.stops, 1);
  assert.equal(rig.farEnd.openSessions, 0);
}

test('a click on the start button makes picture and voice appear, through a real LiveKit server', async () => {
  const page = await live();
  assert.equal((await heard(page, 'avatar-playing')).length, 1);
  const video = await page.evaluate(async () => {
    const {video} = document.querySelector('heygen-avatar');
    const frames = () => video.getVideoPlaybackQuality().totalVideoFrames;
    const first = frames();
    await new Promise((resolve) => {
      const count = () => (frames() > first + 5 ? resolve() : video.requestVideoFrameCallback(count));
      count();
    });
    const kinds = video.srcObject.getTracks().map(({kind, readyState}) => `${kind} ${readyState}`);
    return {isPaused: video.paused, kinds: kinds.toSorted(), isWide: video.videoWidth > 800};
  });
  assert.deepEqual(video, {isPaused: false, kinds: ['audio live', 'video live'], isWide: true});
  await leave(page);
  await assertStopped();
});

test('the avatar speaks, with its words and its end', async () => {
  const page = await live();
  const task = await page.evaluate(async () => {
    const {taskId, ended} = await document.querySelector('heygen-avatar').speak('Hello from a real server.');
    return {taskId, reason: await ended};
  });
  assert.equal(task.reason, 'finished');
  const [start] = await heard(page, 'avatar-speechstart');
  const [end] = await heard(page, 'avatar-speechend');
  assert.equal(start.taskId, task.taskId);
  assert.equal(end.taskId, task.taskId);
  assert.equal((await heard(page, 'avatar-message')).at(-1).text, 'Hello from a real server.');
  await leave(page);
});

test('an interrupted speech ends as interrupted', async () => {
  const page = await live();
  const reason = await page.evaluate(async () => {
    const avatar = document.querySelector('heygen-avatar');
    const started = new Promise((resolve) =>
      avatar.addEventListener('avatar-speechstart', resolve, {once: true}),
    );
    const {ended} = await avatar.speak('A very long sentence, '.repeat(20));
    await started;
    await avatar.interrupt();
    return ended;
  });
  assert.equal(reason, 'interrupted');
  await leave(page);
});

test('LiveAvatar: goes live, speaks, answers, is interrupted and stops, with the same page', async () => {
  const page = await live({'token-url': rig.liveAvatarTokenUrl});
  const said = await page.evaluate(async () => {
    const avatar = document.querySelector('heygen-avatar');
    const {ended} = await avatar.speak('Hello from LiveAvatar.');
    const first = await ended;
    const answer = await avatar.chat('How are you?');
    const second = await answer.ended;
    const started = new Promise((resolve) =>
      avatar.addEventListener('avatar-speechstart', resolve, {once: true}),
    );
    const long = await avatar.speak('A very long sentence, '.repeat(20));
    await started;
    await avatar.interrupt();
    return [avatar.session.backend, first, second, await long.ended];
  });
  assert.deepEqual(said, ['liveavatar', 'finished', 'finished', 'interrupted']);
  const lines = (await heard(page, 'avatar-message')).filter(({final}) => final).map(({text}) => text);
  assert.deepEqual(lines.slice(0, 2), ['Hello from LiveAvatar.', 'How are you?']);
  await leave(page);
  await assertStopped();
});

test('stop ends the session at both ends', async () => {
  const page = await live();
  await page.click('heygen-avatar >>> [part=stop]');
  await inState(page, 'ended');
  assert.equal((await heard(page, 'avatar-end'))[0].reason, 'stopped');
  await assertStopped();
  await leave(page);
});

test('a room that the server deletes ends the session as far-end, and it is stopped', async () => {
  const page = await live();
  await newest().room.kill();
  await inState(page, 'ended');
  assert.equal((await heard(page, 'avatar-end'))[0].reason, 'far-end');
  await assertStopped();
  await leave(page);
});

test('an avatar that leaves ends the session as far-end, and it is stopped', async () => {
  const page = await live();
  await newest().room.avatarLeaves();
  await inState(page, 'ended');
  assert.equal((await heard(page, 'avatar-end'))[0].reason, 'far-end');
  await assertStopped();
  await leave(page);
});

test('removed from the document, it is stopped', async () => {
  const page = await live();
  await page.evaluate(() => document.querySelector('heygen-avatar').remove());
  await assertStopped();
  await leave(page);
});

test('a page that is navigated away is stopped, across origins and with a preflight', async () => {
  const page = await live();
  await page.goto('about:blank');
  await assertStopped();
  await leave(page);
});

test('a tab that is closed is stopped', async () => {
  const page = await live();
  await page.close({runBeforeUnload: true});
  await assertStopped();
});

test('two elements on one page are independent', async () => {
  const page = await rig.page({}, {count: 2});
  const states = await page.evaluate(async () => {
    const [one, two] = document.querySelectorAll('heygen-avatar');
    await Promise.all([one.start(), two.start()]);
    await one.stop();
    return [one.state, two.state];
  });
  assert.deepEqual(states, ['ended', 'live']);
  await leave(page);
});

test('a server that stands still for a while is reconnecting, and live again', async () => {
  const page = await live();
  await page.evaluate(() => {
    const avatar = document.querySelector('heygen-avatar');
    window.wasReconnecting = new Promise((resolve) =>
      avatar.addEventListener('avatar-statechange', ({state}) => state === 'reconnecting' && resolve(true)),
    );
  });
  rig.server.pause();
  try {
    await page.evaluate(() => window.wasReconnecting);
  } finally {
    rig.server.resume();
  }
  await page.waitForFunction(() => document.querySelector('heygen-avatar').state === 'live', {
    timeout: 30_000,
  });
  const reason = await page.evaluate(async () => {
    const {ended} = await document.querySelector('heygen-avatar').speak('Back again.');
    return ended;
  });
  assert.equal(reason, 'finished');
  await leave(page);
});

test('where autoplay rules refuse sound, it says so, and the visitor’s tap brings the sound', async () => {
  const strict = await startRig({args: ['--autoplay-policy=document-user-activation-required']});
  try {
    // Told by the console: whatever puppeteer evaluates in a page counts as a visitor's gesture there.
    const {page, told} = await strict.untouchedPage({autoplay: ''});
    await told('avatar-playblocked sound');
    await told('avatar-statechange live');
    const video = () =>
      page.evaluate(() => {
        const {muted, paused} = document.querySelector('heygen-avatar').video;
        return {muted, paused};
      });
    await page.mouse.click(320, 180);
    assert.deepEqual(await video(), {muted: false, paused: false});
  } finally {
    await strict.stop();
  }
});
