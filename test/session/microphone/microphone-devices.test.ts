import {assert} from '@open-wc/testing';
import sinon from 'sinon';
import {
  MicrophoneController,
  type MicrophoneHooks,
} from '../../../src/session/microphone/microphone-controller.js';
import {rejection, until} from '../../support/waiting.js';

const {mediaDevices} = navigator;

/** Firefox has one fake microphone, and does not tell of a change that a test makes up. */
const chromiumTest = navigator.userAgent.includes('Firefox') ? test.skip : test;

suite('Voice', () => {
  const hooks = (overrides: Partial<MicrophoneHooks> = {}): MicrophoneHooks => ({
    publish: () =>
      Promise.resolve({setMuted() {}, replace: () => Promise.resolve(), unpublish: () => Promise.resolve()}),
    onChange() {},
    onLost() {},
    ...overrides,
  });

  test('a microphone that is stopped while the room takes its time is off at once', async () => {
    let published: MediaStreamTrack | undefined;
    const voice = new MicrophoneController(
      hooks({
        publish: (track) => {
          published = track;
          return new Promise(() => {});
        },
      }),
      {muted: false},
    );
    const opened = rejection(voice.open(undefined, new AbortController().signal));
    await until(() => published !== undefined);
    await voice.close();
    assert.equal(published?.readyState, 'ended');
    assert.equal(((await opened) as DOMException).name, 'AbortError');
  });

  for (const deviceId of [undefined, 'default']) {
    chromiumTest(
      `the system’s choice of the moment is followed where it is ${deviceId ?? 'left open'}`,
      async () => {
        const voice = new MicrophoneController(hooks(), {muted: false});
        await voice.open(deviceId, new AbortController().signal);
        const first = voice.track;
        const devices = sinon
          .stub(mediaDevices, 'enumerateDevices')
          .resolves([
            {kind: 'audioinput', deviceId: 'default', groupId: 'another', label: ''} as MediaDeviceInfo,
          ]);
        try {
          mediaDevices.dispatchEvent(new Event('devicechange'));
          await until(() => voice.track !== first);
          assert.equal(first?.readyState, 'ended');
          assert.equal(voice.track?.readyState, 'live');
        } finally {
          devices.restore();
          await voice.close();
        }
      },
    );
  }
});
