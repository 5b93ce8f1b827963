import {assert} from '@open-wc/testing';
import sinon from 'sinon';
import {LevelMeter} from '../../src/ui/state/level-meter.js';

/** Web Audio and a clock that the test owns: what is said of these is true of every browser. */
suite('LevelMeter', () => {
  const stubs = sinon.createSandbox();
  let clock: sinon.SinonFakeTimers;
  let levels: number[];
  let contexts: {close: sinon.SinonStub}[];
  const real = {
    AudioContext: globalThis.AudioContext,
    AnalyserNode: globalThis.AnalyserNode,
    MediaStream: globalThis.MediaStream,
  };

  class Context {
    readonly close = sinon.stub().resolves();
    constructor() {
      contexts.push(this);
    }
    createMediaStreamSource() {
      return {connect() {}};
    }
  }
  class Analyser {
    readonly fftSize = 512;
    getFloatTimeDomainData(samples: Float32Array) {
      samples.fill(0.1);
    }
  }

  setup(() => {
    clock = sinon.useFakeTimers();
    levels = [];
    contexts = [];
    Object.assign(globalThis, {AudioContext: Context, AnalyserNode: Analyser, MediaStream: EventTarget});
  });

  teardown(() => {
    assert.equal(clock.countTimers(), 0);
    clock.restore();
    stubs.restore();
    Object.assign(globalThis, real);
  });

  const meter = () => new LevelMeter((level) => levels.push(level));
  const track = () => ({kind: 'audio'}) as MediaStreamTrack;

  test('measures a track until it is gone', async () => {
    const measured = meter();
    measured.track = track();
    clock.tick(80);
    assert.deepEqual(levels.slice(0, 1), [0]);
    assert.isAbove(levels[1] ?? 0, 0.5);
    measured.track = undefined;
    await clock.tickAsync(0);
    assert.equal(levels.at(-1), 0);
    assert.isTrue(contexts[0]?.close.calledOnce);
  });

  const no = () => new DOMException('no', 'NotSupportedError');
  const FAULTS: Record<string, () => void> = {
    'a source cannot be made of the track': () =>
      stubs.stub(Context.prototype, 'createMediaStreamSource').throws(no()),
    'there can be no further context': () =>
      Object.assign(globalThis, {AudioContext: stubs.stub().throws(no())}),
    'there is no Web Audio': () => Object.assign(globalThis, {AudioContext: undefined}),
    'there is no analyser': () => Object.assign(globalThis, {AnalyserNode: stubs.stub().throws(no())}),
    'the source cannot be connected': () =>
      stubs.stub(Context.prototype, 'createMediaStreamSource').returns({
        connect() {
          throw no();
        },
      }),
    'the samples cannot be read': () => stubs.stub(Analyser.prototype, 'getFloatTimeDomainData').throws(no()),
  };
  for (const [what, fault] of Object.entries(FAULTS)) {
    test(`has no level where ${what}, leaves nothing behind, and measures the next track`, async () => {
      fault();
      const measured = meter();
      measured.track = track();
      await clock.tickAsync(200);
      assert.deepEqual(new Set(levels), new Set([0]));
      for (const {close} of contexts) assert.isTrue(close.calledOnce);
      stubs.restore();
      Object.assign(globalThis, {AudioContext: Context, AnalyserNode: Analyser});
      measured.track = track();
      clock.tick(80);
      assert.isAbove(levels.at(-1) ?? 0, 0.5);
      measured.track = undefined;
    });
  }

  test('a context that does not close is no unhandled rejection', async () => {
    const measured = meter();
    measured.track = track();
    contexts[0]?.close.rejects(no());
    measured.track = undefined;
    await clock.tickAsync(0);
  });
});
