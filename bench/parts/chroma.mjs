import {setTimeout as delay} from 'node:timers/promises';
import {build} from 'esbuild';
import puppeteer from 'puppeteer-core';
import {CHROMIUM_FLAGS, findChromium} from '../../scripts/find-browser.mjs';

const SECONDS = 5;
const SOFTWARE_CARD = ['--use-angle=swiftshader', '--enable-unsafe-swiftshader', '--ignore-gpu-blocklist'];

/** The transparent avatar. */
export default {
  title: () => 'The transparent avatar',
  how: `A VP8 video of 1280 × 720 with 30 frames/s and a green screen plays from memory for ${SECONDS} seconds, as it is and with the colour
    taken out. Main thread is the CPU time of its scripts, divided by the frames that are drawn. The graphics card is a software one: how many frames
    are drawn shows what this processor can do.`,
  settings: [{}],
  mostRuns: 2,
  rows: ['the video as it is', 'transparent'],
  columns: {
    mean: 'main thread, ms a frame',
    framesPerSecond: 'frames/s',
  },
  /** What the medians of a row may be at most; the benchmark fails otherwise. */
  budget: {row: 'transparent', column: 'mean', most: 1},

  async open() {
    const code = await chromaCode();
    const browser = await puppeteer.launch({
      executablePath: findChromium(),
      args: [
        ...CHROMIUM_FLAGS.filter((flag) => flag !== '--disable-gpu'),
        ...SOFTWARE_CARD,
        '--autoplay-policy=no-user-gesture-required',
      ],
      defaultViewport: {width: 1280, height: 720},
      // Through a pipe, the browser ends with this process, however that ends.
      pipe: true,
    });
    const page = await browser.newPage();
    await page.setContent('<!doctype html><style>body{margin:0}</style>');
    await page.addScriptTag({content: code});
    await page.evaluate(recordVideo);
    const client = await page.createCDPSession();
    await client.send('Performance.enable', {timeDomain: 'threadTicks'});
    const read = async () => {
      const {metrics} = await client.send('Performance.getMetrics');
      const cpuMs = metrics.find(({name}) => name === 'ScriptDuration').value * 1000;
      return {at: performance.now(), cpuMs, frames: await page.evaluate(() => window.framesDrawn)};
    };
    const measure = async (row) => {
      await page.evaluate(play, row === 1);
      await delay(1_000); // the browser compiles shaders and fills caches
      const before = await read();
      await delay(SECONDS * 1000);
      const after = await read();
      if (row === 1 && !(await page.evaluate(() => window.key.drawing))) {
        throw new Error('The canvas has no picture, so nothing was measured.');
      }
      const frames = after.frames - before.frames;
      return {
        mean: (after.cpuMs - before.cpuMs) / frames,
        framesPerSecond: (frames / (after.at - before.at)) * 1000,
      };
    };
    return {measure, close: () => browser.close()};
  },
};

async function chromaCode() {
  const {outputFiles} = await build({
    stdin: {contents: `export {ChromaKey} from './src/media/chroma-key.ts'`, resolveDir: '.', loader: 'ts'},
    bundle: true,
    write: false,
    minify: true,
    format: 'iife',
    globalName: 'chroma',
    tsconfig: 'tsconfig.json',
  });
  return outputFiles[0].text;
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
}

/** In the page: plays the recording with or without the key, and counts the frames. */
async function play(isKeyed) {
  window.key?.dispose();
  const style = 'position:absolute;inset:0;width:100%;height:100%';
  const video = document.createElement('video');
  Object.assign(video, {muted: true, loop: true, src: URL.createObjectURL(window.recording)});
  const canvas = document.createElement('canvas');
  video.style.cssText = canvas.style.cssText = style;
  if (isKeyed) video.style.opacity = 0;
  document.body.replaceChildren(video, canvas);
  window.framesDrawn = 0;
  const request = video.requestVideoFrameCallback.bind(video);
  video.requestVideoFrameCallback = (callback) =>
    request((...args) => {
      window.framesDrawn++;
      callback(...args);
    });
  await video.play();
  window.key = isKeyed ? new window.chroma.ChromaKey({video, canvas}) : null;
  window.key?.start();
  const next = () => video.requestVideoFrameCallback(next);
  if (!isKeyed) next();
}
