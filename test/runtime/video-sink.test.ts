import {assert} from '@open-wc/testing';
import sinon from 'sinon';
import {VideoSink} from '../../src/runtime/video-sink.js';
import {inNextTask} from '../../src/session/util/in-next-task.js';
import {until} from '../support/waiting.js';

suite('VideoSink: tracks', () => {
  let video: HTMLVideoElement;
  let sink: VideoSink;
  let tracks: [MediaStreamTrack, MediaStreamTrack];
  let context: AudioContext;

  setup(() => {
    video = document.createElement('video');
    sink = new VideoSink(video, {muted: true, onBlocked: () => {}});
    context = new AudioContext();
    const [voice] = context.createMediaStreamDestination().stream.getTracks();
    const [picture] = document.createElement('canvas').captureStream().getTracks();
    tracks = [voice as MediaStreamTrack, picture as MediaStreamTrack];
  });
  teardown(async () => {
    sink.release();
    await context.close();
  });

  /** How many tracks the video's stream has after this task, and after the next ones. */
  const counted = async () => {
    const stream = video.srcObject as MediaStream;
    await Promise.resolve();
    const atOnce = stream.getTracks().length;
    // Browsers may deliver two channels' messages in any order.
    for (let tasks = 0; tasks < 3; tasks++) await new Promise((resolve) => setTimeout(resolve));
    return [atOnce, stream.getTracks().length];
  };

  test('of one task come to the video together, in the next one', async () => {
    for (const track of tracks) sink.add(track);
    assert.deepEqual(await counted(), [0, 2]);
  });

  test('that go before that never come', async () => {
    const [voice] = tracks;
    sink.add(voice);
    sink.remove(voice);
    assert.deepEqual(await counted(), [0, 0]);
  });

  test('come to no video that was released meanwhile', async () => {
    for (const track of tracks) sink.add(track);
    const counting = counted();
    sink.release();
    assert.deepEqual(await counting, [0, 0]);
  });
});

suite('VideoSink: the first frame', () => {
  let video: HTMLVideoElement;
  let sink: VideoSink;
  let canvas: HTMLCanvasElement;
  let drawing: ReturnType<typeof setInterval>;
  const {signal} = new AbortController();

  setup(() => {
    video = document.body.appendChild(document.createElement('video'));
    // Only the decoding counts here: the browser reports a painted frame by this.
    video.requestVideoFrameCallback = () => 0;
    sink = new VideoSink(video, {muted: true, onBlocked: () => {}});
    canvas = Object.assign(document.createElement('canvas'), {width: 64, height: 36});
    const context = canvas.getContext('2d');
    drawing = setInterval(() => context?.fillRect(Math.random() * 60, 0, 4, 36), 20);
  });
  teardown(() => {
    clearInterval(drawing);
    sink.release();
    video.remove();
    sinon.restore();
  });

  const picture = () => {
    const [track] = canvas.captureStream(30).getVideoTracks();
    if (!track) throw new Error('The canvas gives no picture.');
    return track;
  };

  test('counts as shown in the task in which it is decoded, without a wait for an animation frame', async () => {
    const order: string[] = [];
    void sink.firstFrame(signal).then(() => order.push('shown'));
    for (const type of ['loadeddata', 'resize']) {
      video.addEventListener(type, () => {
        if (video.videoWidth > 0) setTimeout(() => order.push('the next task'));
      });
    }
    sink.add(picture());
    await until(() => order.includes('the next task') && order.includes('shown'));
    assert.equal(order[0], 'shown');
  });

  test('is not the first sound', async () => {
    const context = new AudioContext();
    const [voice] = context.createMediaStreamDestination().stream.getAudioTracks();
    if (!voice) throw new Error('There is no sound.');
    let widthThen = -1;
    void sink.firstFrame(signal).then(() => (widthThen = video.videoWidth));
    const clock = sinon.useFakeTimers({toFake: ['setTimeout']});
    sink.add(voice);
    await new Promise((resolve) => inNextTask(() => resolve(undefined)));
    video.dispatchEvent(new Event('loadeddata')); // a browser tells of the first sound in this way
    await clock.tickAsync(1_000);
    clock.restore();
    assert.equal(widthThen, -1, 'nothing is shown yet');
    sink.add(picture());
    await until(() => widthThen > 0);
    await context.close();
  });
});
