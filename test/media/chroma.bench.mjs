import {parseArgs} from 'node:util';
import {build} from 'esbuild';
import puppeteer from 'puppeteer-core';
import {CHROMIUM_FLAGS, findChromium} from '../../scripts/find-browser.mjs';

/**
 * Measures the cost of the transparent avatar: main-thread time per frame, and frames per second, for a VP8 video of 720p that
 * plays from memory. Run `npm run bench:chroma -- --seconds 10`. The browser uses a software graphics card (SwiftShader). The
 * main-thread time is as with a real card; the frames per second show only what this machine's processor can draw. The
 * benchmark fails if a result is over budget.
 */
const SOFTWARE_CARD = ['--use-angle=swiftshader', '--enable-unsafe-swiftshader', '--ignore-gpu-blocklist'];
/** The video has 30 frames per second; one is allowed for differences between its clock and ours. */
const BUDGET = {mainThreadMs: 1, framesPerSecond: 29};
const {values} = parseArgs({options: {seconds: {type: 'string', default: '10'}}});

const {outputFiles} = await build({
  stdin: {contents: `export {ChromaKey} from './src/media/chroma-key.ts'`, resolveDir: '.', loader: 'ts'},
  bundle: true,
  write: false,
  minify: true,
  format: 'iife',
  globalName: 'chroma',
  tsconfig: 'tsconfig.json',
});
const browser = await puppeteer.launch({
  executablePath: findChromium(),
  args: [
    ...CHROMIUM_FLAGS.filter((flag) => flag !== '--disable-gpu'),
    ...SOFTWARE_CARD,
    '--autoplay-policy=no-user-gesture-required',
  ],
  defaultViewport: {width: 1280, height: 720},
});
try {
  const page = await browser.newPage();
  await page.setContent('<!doctype html><style>body{margin:0}</style>');
  await page.addScriptTag({content: outputFiles[0].text});
  const renderer = await page.evaluate(recordVideo);
  const plain = await page.evaluate(measure, Number(values.seconds), false);
  const keyed = await page.evaluate(measure, Number(values.seconds), true);
  process.exitCode = report(renderer, plain, keyed) ? 0 : 1;
} finally {
  await browser.close();
}

/** In the page: records a few seconds of 720p video with a green screen, as VP8 in memory. */
async function recordVideo() {
  const canvas = Object.assign(document.createElement('canvas'), {width: 1280, height: 720});
  const context = canvas.getContext('2d');
  const stream = canvas.captureStream(30);
  const recorder = new MediaRecorder(stream, {mimeType: 'video/webm;codecs=vp8', videoBitsPerSecond: 4e6});
  const parts = [];
  recorder.addEventListener('dataavailable', ({data}) => parts.push(data));
  let step = 0;
  const timer = setInterval(() => {
    context.fillStyle = '#00ff00';
    context.fillRect(0, 0, 1280, 720);
    context.fillStyle = '#c98d6b';
    context.beginPath();
    context.arc(640 + 60 * Math.sin(step++ / 10), 360, 240, 0, 7);
    context.fill();
  }, 33);
  recorder.start();
  await new Promise((resolve) => setTimeout(resolve, 4000));
  clearInterval(timer);
  const stopped = new Promise((resolve) => recorder.addEventListener('stop', resolve));
  recorder.stop();
  await stopped;
  window.recording = new Blob(parts, {type: 'video/webm'});
  const gl = document.createElement('canvas').getContext('webgl');
  return gl.getParameter(gl.getExtension('WEBGL_debug_renderer_info').UNMASKED_RENDERER_WEBGL);
}

/** In the page: plays the recording with or without the key and measures the time of each frame's callback. */
async function measure(seconds, isKeyed) {
  const style = 'position:absolute;inset:0;width:100%;height:100%';
  const video = document.createElement('video');
  Object.assign(video, {muted: true, loop: true, src: URL.createObjectURL(window.recording)});
  const canvas = document.createElement('canvas');
  video.style.cssText = canvas.style.cssText = style;
  if (isKeyed) video.style.opacity = 0;
  document.body.replaceChildren(video, canvas);
  const times = [];
  const request = video.requestVideoFrameCallback.bind(video);
  video.requestVideoFrameCallback = (callback) =>
    request((...args) => {
      const begin = performance.now();
      callback(...args);
      times.push(performance.now() - begin);
    });
  await video.play();
  const key = isKeyed ? new window.chroma.ChromaKey({video, canvas}) : null;
  key?.start();
  if (!key)
    video.requestVideoFrameCallback(function next() {
      video.requestVideoFrameCallback(next);
    });
  await new Promise((resolve) => setTimeout(resolve, 1000)); // the browser compiles shaders and fills caches
  times.length = 0;
  const begin = performance.now();
  const before = video.getVideoPlaybackQuality();
  await new Promise((resolve) => setTimeout(resolve, seconds * 1000));
  const after = video.getVideoPlaybackQuality();
  const elapsed = (performance.now() - begin) / 1000;
  const isDrawing = key?.drawing ?? null;
  key?.dispose();
  return {
    times,
    isDrawing,
    framesPerSecond: times.length / elapsed,
    decoded: (after.totalVideoFrames - before.totalVideoFrames) / elapsed,
    dropped: after.droppedVideoFrames - before.droppedVideoFrames,
    size: [canvas.width, canvas.height],
  };
}

/** Prints the results. Returns false if one is over budget. */
function report(renderer, plain, keyed) {
  const sorted = keyed.times.toSorted((a, b) => a - b);
  const at = (share) => (sorted[Math.floor(sorted.length * share)] ?? NaN).toFixed(2);
  const mean = sorted.reduce((sum, each) => sum + each, 0) / sorted.length;
  console.log(`renderer: ${renderer}`);
  console.log(
    `plain video: ${plain.framesPerSecond.toFixed(1)} frames/s presented of ${plain.decoded.toFixed(1)} decoded`,
  );
  console.log(
    `keyed, ${keyed.size.join(' x ')}: ${keyed.framesPerSecond.toFixed(1)} frames/s drawn of ${keyed.decoded.toFixed(1)} decoded` +
      `, main thread ms a frame: mean ${mean.toFixed(2)}, median ${at(0.5)}, nine in ten ${at(0.9)}, 99 % ${at(0.99)}`,
  );
  if (!keyed.isDrawing) throw new Error('The canvas has no picture, so nothing was measured.');
  const isWithin = mean <= BUDGET.mainThreadMs && keyed.framesPerSecond >= BUDGET.framesPerSecond;
  console.log(
    `budget: ${BUDGET.mainThreadMs} ms, ${BUDGET.framesPerSecond} frames/s${isWithin ? '' : ': OVER BUDGET'}`,
  );
  return isWithin;
}
