import {assert} from '@open-wc/testing';
import sinon from 'sinon';
import type {MicrophoneMode} from '../../../src/session/microphone/desired-microphone.js';
import type {AvatarError} from '../../../src/session/errors/avatar-error.js';
import {avatarError} from '../../../src/session/errors/make-error.js';
import {rejection, until} from '../../support/waiting.js';
import {FakeWorld, microtasks, type FakeTrack} from './fake-world.js';

const {mediaDevices} = navigator;
const ALL = 60;

suite('MicrophoneController', () => {
  let world: FakeWorld;

  function live(...args: ConstructorParameters<typeof FakeWorld>): void {
    world = new FakeWorld(...args);
    world.controller.start();
  }

  async function open(deviceId?: string): Promise<FakeTrack> {
    await world.desired.want('open', {deviceId});
    const [track] = world.live;
    if (!track) throw new Error('No device is open.');
    return track;
  }

  teardown(() => {
    FakeWorld.restore();
    assert.equal(world.live.length, 0);
  });

  test('a microphone that is stopped while the room takes its time is off at once', async () => {
    live('publish');
    const opened = rejection(world.desired.want('open'));
    await until(() => world.live.length === 1);
    const closed = world.desired.want('closed');
    assert.equal(world.live.length, 0);
    await closed;
    assert.equal(((await opened) as DOMException).name, 'AbortError');
  });

  const ANSWERS: Record<string, () => unknown> = {
    'gives a device': () => world.answer(),
    'refuses one': () => {
      world.faults.ask = new DOMException('no', 'NotAllowedError');
      world.answer();
    },
    'need not answer any more': () => world.desired.want('closed'),
  };
  for (const [what, answer] of Object.entries(ANSWERS)) {
    test(`reports at once that the browser is asking, and when it ${what}`, async () => {
      const told: boolean[] = [];
      live('ask', {}, {onAsking: () => told.push(world.controller.isAsking)});
      world.desired.want('held').catch(() => {});
      await microtasks(ALL);
      assert.deepEqual(told, [true]);
      void answer();
      await microtasks(ALL);
      assert.deepEqual(told, [true, false]);
      world.answer();
    });
  }

  test('asks the browser while the session starts; the room gets the device once it is live', async () => {
    world = new FakeWorld('ask');
    const answered = world.controller.answered();
    world.controller.begin();
    await answered; // nothing is wanted
    const opened = world.desired.want('open');
    const pressed = world.desired.want('held');
    await microtasks(ALL);
    assert.equal(world.asked, 1);
    let isAnswered = false;
    void world.controller.answered().then(() => (isAnswered = true));
    await microtasks(ALL);
    assert.isFalse(isAnswered);
    world.answer();
    await microtasks(ALL);
    assert.isTrue(isAnswered);
    assert.isFalse(world.tracks[0]?.isPublished);
    assert.deepEqual(world.told, []);
    assert.isFalse(world.controller.isOpen);
    world.controller.start();
    await Promise.all([opened, pressed]);
    assert.isTrue(world.isHeard);
  });

  test('a device that waits for the session is not given up, and is published within the limit after that', async () => {
    const clock = sinon.useFakeTimers({toFake: ['setTimeout', 'clearTimeout']});
    try {
      world = new FakeWorld('publish', {openMs: 1000});
      world.controller.begin();
      const opened = rejection(world.desired.want('open'));
      await clock.tickAsync(300_000);
      assert.equal(world.live.length, 1);
      assert.equal(world.desired.mode, 'open');
      assert.isFalse(world.tracks[0]?.isPublished);
      world.controller.start();
      await clock.tickAsync(900);
      assert.isTrue(world.isHeard);
      await clock.tickAsync(200);
      assert.equal(((await opened) as AvatarError).code, 'timeout');
      assert.equal(world.live.length, 0);
      world.answer();
      await microtasks(ALL);
      assert.isFalse(world.tracks[0]?.isPublished);
    } finally {
      clock.restore();
    }
  });

  test('a device that waits for the session is closed at once when the start ends or nobody wants it', async () => {
    const ends = [() => world.controller.dispose(new Error('busy')), () => world.desired.want('closed')];
    for (const end of ends) {
      world = new FakeWorld();
      world.controller.begin();
      const opened = rejection(world.desired.want('held'));
      await microtasks(ALL);
      assert.equal(world.live.length, 1);
      const ended = Promise.resolve(end());
      assert.equal(world.live.length, 0);
      await Promise.all([opened, ended]);
      assert.isFalse(world.tracks[0]?.isPublished);
    }
  });

  test('a device that is gone when the session is live is opened again', async () => {
    world = new FakeWorld();
    world.controller.begin();
    const opened = world.desired.want('open');
    await microtasks(ALL);
    world.tracks[0]?.lose();
    world.controller.start();
    await opened;
    await until(() => world.isHeard);
    assert.equal(world.asked, 2);
  });

  test('a device that is chosen while the browser asks for another is the one that is opened', async () => {
    live('ask');
    const first = world.desired.want('open', {deviceId: 'one'});
    await microtasks(ALL);
    const second = world.desired.want('open', {deviceId: 'two'});
    await microtasks(ALL);
    assert.equal(world.asked, 2);
    world.answer();
    await Promise.all([first, second]);
    assert.deepEqual(
      world.live.map(({deviceId}) => deviceId),
      ['two'],
    );
  });

  test('a choice of device that is given up leaves the open one', async () => {
    live();
    const first = await open('one');
    world.hold('ask');
    const controller = new AbortController();
    const second = rejection(world.desired.want('open', {deviceId: 'two', signal: controller.signal}));
    await microtasks(ALL);
    controller.abort('enough');
    assert.equal(await second, 'enough');
    world.answer();
    await microtasks(ALL);
    assert.deepEqual(world.live, [first]);
    assert.isTrue(world.isHeard);
  });

  test('a device that cannot be opened leaves the open one', async () => {
    live();
    const first = await open('one');
    world.faults.ask = new DOMException('no', 'OverconstrainedError');
    const error = (await rejection(world.desired.want('open', {deviceId: 'two'}))) as AvatarError;
    assert.equal(error.code, 'microphone-missing');
    assert.deepEqual(world.live, [first]);
    assert.deepEqual(world.lost, []);
    assert.isTrue(world.isHeard);
  });

  const FALLBACKS: [MicrophoneMode[], MicrophoneMode][] = [
    [['open'], 'open'],
    [['open', 'released'], 'released'],
    [['held'], 'released'],
    [['held', 'open'], 'open'],
    [['held', 'released'], 'released'],
  ];
  for (const [before, after] of FALLBACKS) {
    test(`a device that cannot be opened leaves the open one as it was: ${before.join(', ')}`, async () => {
      live();
      for (const mode of before) await world.desired.want(mode);
      world.faults.ask = new DOMException('no', 'OverconstrainedError');
      await rejection(world.desired.want('open', {deviceId: 'other'}));
      await microtasks(ALL);
      assert.equal(world.desired.mode, after);
      assert.equal(world.live.length, 1);
      assert.equal(world.isHeard, after === 'open');
      assert.isFalse(world.serverListens);
    });
  }

  test('a change of device that the room refuses closes the microphone: nobody knows what it hears', async () => {
    live();
    await open('one');
    world.faults.replace = avatarError('connection-lost');
    const error = (await rejection(world.desired.want('open', {deviceId: 'two'}))) as AvatarError;
    assert.equal(error.code, 'connection-lost');
    assert.equal(world.live.length, 0);
    assert.equal(world.desired.mode, 'closed');
    assert.deepEqual(world.changes, ['open, unmuted', 'closed, unmuted']);
    delete world.faults.replace;
    await open('one');
  });

  test('a change of device is finished once the room changes over', async () => {
    live();
    await open('one');
    world.hold('replace');
    const controller = new AbortController();
    const second = rejection(world.desired.want('open', {deviceId: 'two', signal: controller.signal}));
    await microtasks(ALL);
    controller.abort('enough');
    assert.equal(await second, 'enough');
    world.answer();
    await microtasks(ALL);
    assert.deepEqual(
      world.live.map(({deviceId}) => deviceId),
      ['two'],
    );
    assert.isTrue(world.isHeard);
  });

  test('a stop while the room changes over closes both devices at once', async () => {
    live();
    await open('one');
    world.hold('replace');
    const second = rejection(world.desired.want('open', {deviceId: 'two'}));
    await microtasks(ALL);
    assert.equal(world.live.length, 2);
    const closed = world.desired.want('closed');
    assert.equal(world.live.length, 0);
    await closed;
    assert.equal(((await second) as DOMException).name, 'AbortError');
    await open('one');
  });

  test('a browser that gives another id than was wanted is not asked again and again', async () => {
    live();
    const track = await open('one');
    track.deviceId = 'other';
    await open('one');
    world.desired.muted = true;
    await microtasks(ALL);
    assert.equal(world.asked, 1);
  });

  for (const deviceId of [undefined, 'default']) {
    test(`the system’s choice of the moment is followed where it is ${deviceId ?? 'left open'}`, async () => {
      live();
      const first = await open(deviceId);
      const preferred = {kind: 'audioinput', deviceId: 'default', groupId: 'another', label: ''};
      const devices = sinon.stub(mediaDevices, 'enumerateDevices').resolves([preferred as MediaDeviceInfo]);
      try {
        mediaDevices.dispatchEvent(new Event('devicechange'));
        await until(() => world.controller.track !== (first as unknown));
        assert.equal(first.readyState, 'ended');
        assert.equal(world.live.length, 1);
        assert.isTrue(world.isHeard);
      } finally {
        devices.restore();
      }
    });
  }

  test('a device that the visitor has named is kept where the system prefers another', async () => {
    live();
    const first = await open('one');
    const preferred = {kind: 'audioinput', deviceId: 'default', groupId: 'another', label: ''};
    const devices = sinon.stub(mediaDevices, 'enumerateDevices').resolves([preferred as MediaDeviceInfo]);
    try {
      mediaDevices.dispatchEvent(new Event('devicechange'));
      await microtasks(ALL);
      assert.deepEqual(world.live, [first]);
    } finally {
      devices.restore();
    }
  });

  test('a device that is lost is followed by the system’s choice, silent where it was', async () => {
    live();
    const first = await open('one');
    world.desired.muted = true;
    first.lose();
    await microtasks(ALL);
    assert.deepEqual(
      world.live.map(({deviceId}) => deviceId),
      ['default'],
    );
    assert.isFalse(world.isHeard);
    await world.desired.want('held');
    assert.equal(world.asked, 2);
    assert.isTrue(world.isHeard);
  });

  test('a device that is lost while another is opened is followed by that', async () => {
    live();
    const first = await open('one');
    world.hold('ask');
    const second = world.desired.want('open', {deviceId: 'two'});
    await microtasks(ALL);
    first.lose();
    world.answer();
    await second;
    assert.deepEqual(
      world.live.map(({deviceId}) => deviceId),
      ['two'],
    );
    assert.equal(world.asked, 2);
  });

  test('the last device that is lost closes the microphone, and one that comes back can be opened', async () => {
    live();
    const first = await open();
    world.faults.ask = new DOMException('no', 'NotFoundError');
    first.lose();
    await microtasks(ALL);
    assert.deepEqual(
      world.lost.map((error) => (error as AvatarError).code),
      ['microphone-missing'],
    );
    assert.equal(world.state, 'closed, unmuted');
    assert.equal(world.desired.mode, 'closed');
    delete world.faults.ask;
    await open();
  });

  test('a lost device is followed for a limited time', async () => {
    const clock = sinon.useFakeTimers({toFake: ['setTimeout', 'clearTimeout']});
    try {
      live();
      const first = await open();
      world.hold('ask');
      first.lose();
      await clock.tickAsync(14_900);
      assert.isTrue(world.controller.isOpen);
      await clock.tickAsync(200);
      assert.isFalse(world.controller.isOpen);
      assert.deepEqual(
        world.lost.map((error) => (error as AvatarError).code),
        ['timeout'],
      );
    } finally {
      clock.restore();
    }
  });

  test('a question that is not answered in time is given up, and what comes later is closed', async () => {
    live('ask', {openMs: 20});
    const error = (await rejection(world.desired.want('open'))) as AvatarError;
    assert.equal(error.code, 'timeout');
    assert.equal(world.desired.mode, 'closed');
    world.answer();
    await microtasks(ALL);
    assert.equal(world.tracks.length, 1);
    assert.equal(world.live.length, 0);
  });

  test('a session that cannot hear does not ask the visitor', async () => {
    const unheard = avatarError('bad-config');
    live(
      undefined,
      {},
      {
        prepare: () => {
          throw unheard;
        },
      },
    );
    assert.equal(await rejection(world.desired.want('open')), unheard);
    assert.equal(await rejection(world.desired.want('held')), unheard);
    assert.equal(world.asked, 0);
  });

  test('a press that the server refuses leaves the microphone silent, and is not taken back', async () => {
    live();
    await open();
    world.faults.press = avatarError('push-to-talk-failed');
    assert.equal(await rejection(world.desired.want('held')), world.faults.press);
    await world.desired.want('released');
    assert.deepEqual(world.told, ['press']);
    assert.equal(world.state, 'open, muted');
    assert.isFalse(world.isHeard);
  });

  test('does not report a press that the server refuses after the page has opened the microphone', async () => {
    live('press');
    const pressed = world.desired.want('held');
    await microtasks(ALL);
    const opened = world.desired.want('open', {deviceId: 'two'});
    world.faults.press = avatarError('push-to-talk-failed');
    world.answer();
    await Promise.all([pressed, opened]);
    await microtasks(ALL);
    assert.equal(world.controller.track?.getSettings().deviceId, 'two');
    assert.isTrue(world.isHeard);
  });

  test('a press that the server does not answer is taken back at once', async () => {
    live();
    world.faults.press = avatarError('timeout');
    assert.equal(await rejection(world.desired.want('held')), world.faults.press);
    await microtasks(ALL);
    assert.deepEqual(world.told, ['press', 'release']);
    assert.equal(world.state, 'open, muted');
  });

  test('a press that is given up is silent at once, and taken back', async () => {
    live('press');
    const controller = new AbortController();
    const pressed = rejection(world.desired.want('held', {signal: controller.signal}));
    await microtasks(ALL);
    controller.abort('enough');
    world.answer();
    assert.equal(await pressed, 'enough');
    await microtasks(ALL);
    assert.deepEqual(world.told, ['press', 'release']);
    assert.isFalse(world.isHeard);
  });

  test('a release that the server refuses rejects for the caller who waits for it, and for nobody who closes', async () => {
    live();
    world.faults.release = avatarError('push-to-talk-failed');
    await world.desired.want('held');
    assert.equal(await rejection(world.desired.want('released')), world.faults.release);
    await world.desired.want('held');
    await world.desired.want('closed');
    assert.deepEqual(world.told, ['press', 'release', 'press', 'release']);
  });

  test('the mute silences at once, and a press lifts it for as long as it lasts', async () => {
    live();
    await open();
    world.desired.muted = true;
    assert.isFalse(world.isHeard);
    const pressed = world.desired.want('held');
    assert.isFalse(world.isHeard);
    await pressed;
    assert.isTrue(world.isHeard);
    world.desired.muted = true;
    assert.isFalse(world.isHeard);
    world.desired.muted = false;
    assert.isTrue(world.isHeard);
    void world.desired.want('released');
    assert.isFalse(world.isHeard);
    world.desired.muted = false;
    assert.isFalse(world.isHeard, 'the button is not held');
  });

  test('a session that is made for push-to-talk hears nothing without the button', async () => {
    live(undefined, {isPushToTalk: true});
    assert.equal(world.state, 'closed, muted');
    await open();
    assert.equal(world.state, 'open, muted');
    world.desired.muted = false;
    assert.isFalse(world.isHeard);
    await world.desired.want('held');
    assert.isTrue(world.isHeard);
    await world.desired.want('open');
    assert.isFalse(world.isHeard);
    assert.deepEqual(world.told, ['press', 'release']);
  });

  for (const mode of ['open', 'held'] as const) {
    test(`what must be silent is never heard while it is opened: ${mode}`, async () => {
      live('publish');
      if (mode === 'open') world.desired.muted = true;
      void world.desired.want(mode);
      await microtasks(ALL, () => assert.isFalse(world.isHeard));
      world.hold('press');
      await microtasks(ALL, () => assert.isFalse(world.isHeard));
      assert.equal(world.state, 'open, muted');
      assert.deepEqual(world.roomMuted, [true]);
      world.answer();
      await microtasks(ALL);
    });
  }

  test('the room gets the mute with each new microphone', async () => {
    live();
    world.desired.muted = true;
    await open();
    await open('other');
    await world.desired.want('closed');
    await open();
    assert.deepEqual(world.roomMuted, [true, true, true]);
  });

  test('a mute while the room takes its time silences the device that it will hear', async () => {
    live('publish');
    const opened = world.desired.want('open');
    await microtasks(ALL);
    world.desired.muted = true;
    assert.isFalse(world.isHeard);
    world.answer();
    await opened;
    assert.isFalse(world.isHeard);
  });

  test('half-duplex silences without a mute, and the room gets changes alone', async () => {
    live();
    await open();
    world.controller.silenced = true;
    world.controller.silenced = true;
    assert.isFalse(world.isHeard);
    assert.isFalse(world.controller.muted);
    world.controller.silenced = false;
    assert.isTrue(world.isHeard);
    assert.deepEqual(world.roomMuted, [false, true, false]);
    assert.deepEqual(world.changes, ['open, unmuted']);
  });

  for (const mode of ['open', 'held', 'released'] as const) {
    test(`a refusal closes the microphone at once, and each wish fails with it until it is lifted: ${mode}`, async () => {
      live();
      await open();
      await world.desired.want(mode);
      const refusal = avatarError('microphone-hidden');
      world.controller.refusal = refusal;
      assert.deepEqual([world.live.length, world.desired.mode], [0, 'closed']);
      for (const wish of ['open', 'held'] as const) {
        assert.equal(await rejection(world.desired.want(wish)), refusal);
      }
      await world.desired.want('released');
      assert.equal(world.live.length, 0);
      world.controller.refusal = null;
      await microtasks(ALL);
      assert.equal(world.live.length, 0, 'only a new wish opens it again');
      await open();
    });
  }

  test('a call that waits for the browser or the session fails with a refusal', async () => {
    live('ask');
    const wishes = [world.desired.want('open')];
    await microtasks(ALL);
    const refusal = (world.controller.refusal = avatarError('microphone-hidden'));
    world.answer();
    await microtasks(ALL);
    assert.equal(world.live.length, 0);
    world = new FakeWorld();
    wishes.push(world.desired.want('open'));
    world.controller.refusal = refusal;
    for (const wish of wishes) assert.equal(await rejection(wish), refusal);
    world.controller.start();
    await microtasks(ALL);
    assert.equal(world.live.length, 0);
  });

  test('listeners hear of each change once, and find it done', async () => {
    live();
    await world.desired.want('held');
    await world.desired.want('released');
    await world.desired.want('closed');
    assert.deepEqual(world.changes, [
      'closed, muted',
      'open, muted',
      'open, unmuted',
      'open, muted',
      'closed, unmuted',
    ]);
  });

  test('a listener may close the microphone that it hears of', async () => {
    const changes: string[] = [];
    live(
      undefined,
      {},
      {
        onChange: () => {
          changes.push(world.state);
          if (world.controller.isOpen) void world.desired.want('closed');
        },
      },
    );
    const opened = rejection(world.desired.want('open'));
    assert.equal(((await opened) as DOMException).name, 'AbortError');
    await microtasks(ALL);
    assert.deepEqual(changes, ['open, unmuted', 'closed, unmuted']);
    assert.equal(world.live.length, 0);
  });

  test('a room that does not forget a microphone does not keep the next one from being opened', async () => {
    const clock = sinon.useFakeTimers({toFake: ['setTimeout', 'clearTimeout']});
    try {
      live('unpublish');
      await open();
      const [closed, opened] = [world.desired.want('closed'), world.desired.want('open')];
      await closed;
      await clock.tickAsync(5_001);
      await opened;
      assert.equal(world.live.length, 1);
    } finally {
      clock.restore();
    }
  });

  test('a stop resolves once the room has no publication left', async () => {
    live('unpublish');
    await open();
    let isClosed = false;
    const closed = world.desired.want('closed').then(() => (isClosed = true));
    await microtasks(ALL);
    assert.isFalse(isClosed);
    assert.equal(world.live.length, 0);
    world.answer();
    await closed;
  });

  test('callers get the end of a live session as such, and the end of a start by its reason', async () => {
    live('ask');
    const opened = rejection(world.desired.want('open'));
    world.controller.dispose(new Error('refused'));
    assert.equal(((await opened) as AvatarError).code, 'not-live');
    world = new FakeWorld();
    const waiting = rejection(world.desired.want('open'));
    const reason = new Error('refused');
    world.controller.dispose(reason);
    assert.equal(await waiting, reason);
  });

  test('the next session begins closed, with the mute of the visitor and without that of push-to-talk', async () => {
    live(undefined, {isPushToTalk: true});
    const {desired} = world;
    desired.muted = true;
    await desired.want('held');
    world.controller.dispose(new Error('over'));
    assert.equal(world.state, 'closed, muted');
    desired.muted = false;
    assert.equal(world.state, 'closed, unmuted');
    desired.muted = true;
    const earlier = world;
    live(undefined, {}, {desired});
    await microtasks(ALL);
    assert.equal(world.asked, 0);
    assert.equal(world.state, 'closed, muted');
    desired.muted = false;
    await open();
    assert.isTrue(world.isHeard);
    assert.equal(earlier.live.length, 0);
  });

  test('the end of an older session leaves the wish for the newer one', async () => {
    live();
    const older = world;
    live(undefined, {}, {desired: older.desired});
    await open();
    older.controller.dispose(new Error('over'));
    assert.equal(world.desired.mode, 'open');
    assert.equal(world.live.length, 1);
  });
});
