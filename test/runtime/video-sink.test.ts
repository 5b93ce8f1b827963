import {assert} from '@open-wc/testing';
import sinon from 'sinon';
import {VideoSink} from '../../src/runtime/video-sink.js';
import {until} from '../support/waiting.js';

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
    const heard = new Promise((resolve) => video.addEventListener('loadeddata', resolve, {once: true}));
    sink.add(voice);
    await heard;
    await clock.tickAsync(1_000);
    clock.restore();
    assert.equal(widthThen, -1, 'nothing is shown yet');
    sink.add(picture());
    await until(() => widthThen > 0);
    await context.close();
  });
});
