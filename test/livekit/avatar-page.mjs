import {pageUrl} from './http-servers.mjs';
import {TestPage} from './test-page.mjs';

/** A page with avatars, which reports every event of theirs and every click. Their ids are `a`, `b` and so on. */
export class AvatarPage extends TestPage {
  /** Opens a page with one element for each set of attributes, under a Content-Security-Policy if there is one. */
  static open(browser, options) {
    return AvatarPage.openAt(browser, addressOf(options));
  }

  /** Opens another such page in its place. */
  async reopen(options) {
    this.forget();
    await this.goTo(addressOf(options));
  }

  /** Moves the mouse over a part of the element's shadow root, once that is there. */
  async hover(part, id = 'a') {
    await this.hoverAt(middleOf, part, id);
  }

  /** A real click on a part of the element's shadow root, once that is there. */
  async click(part, id = 'a') {
    await this.clickAt(middleOf, part, id);
  }

  /** Clicks the start button, and waits until the avatar is on screen. */
  async goLive(id = 'a') {
    await this.click('start-button', id);
    return this.first({type: 'avatar-playing', id});
  }

  /** A property of the element, which must be plain data. */
  get(name, id = 'a') {
    return this.run((id, name) => document.getElementById(id)[name], id, name);
  }

  /** Calls a method of the element that returns nothing but a promise, and waits for that. */
  async call(name, id = 'a') {
    await this.run((id, name) => document.getElementById(id)[name](), id, name);
  }

  /** Has the avatar speak; resolves, once that is accepted, with the task's id and how it will end. */
  async speak(text, id = 'a') {
    const taskId = await this.run(
      async (id, text) => {
        const task = await document.getElementById(id).speak(text);
        globalThis.tasks = {...globalThis.tasks, [task.taskId]: task};
        return task.taskId;
      },
      id,
      text,
    );
    const ended = this.run((taskId) => globalThis.tasks[taskId].ended, taskId);
    ended.catch(() => {}); // a test that does not ask for it may close the page before
    return {taskId, ended};
  }

  /** What is on screen: size, paused or not, how many frames were decoded, and the tracks. */
  picture(id = 'a') {
    return this.run((id) => {
      const video = document.getElementById(id).shadowRoot.querySelector('video');
      const tracks = video.srcObject?.getTracks() ?? [];
      return {
        width: video.videoWidth,
        height: video.videoHeight,
        paused: video.paused,
        muted: video.muted,
        frames: video.getVideoPlaybackQuality().totalVideoFrames,
        tracks: tracks.map(({kind, readyState, muted}) => ({kind, readyState, muted})),
      };
    }, id);
  }

  /** Resolves when so many more frames have been painted. */
  async framesPainted(count, id = 'a') {
    await this.run(
      (id, count) => {
        const video = document.getElementById(id).shadowRoot.querySelector('video');
        const nextFrame = () => new Promise((resolve) => video.requestVideoFrameCallback(resolve));
        return Array.from({length: count}).reduce((painted) => painted.then(nextFrame), Promise.resolve());
      },
      id,
      count,
    );
  }

  /** Resolves when the avatar's voice that arrives is louder than this, of 1. */
  async voiceHeard(loudness, id = 'a') {
    await this.run(
      async (id, loudness) => {
        const {srcObject} = document.getElementById(id).shadowRoot.querySelector('video');
        const context = new AudioContext();
        const analyser = new AnalyserNode(context);
        context.createMediaStreamSource(srcObject).connect(analyser);
        const samples = new Float32Array(analyser.fftSize);
        while (samples.every((sample) => sample < loudness)) {
          await new Promise(requestAnimationFrame);
          analyser.getFloatTimeDomainData(samples);
        }
        await context.close();
      },
      id,
      loudness,
    );
  }
}

function addressOf({pageOrigin, apiUrl, avatars, policy}) {
  const withBasics = avatars.map((attributes, i) => ({
    id: String.fromCharCode(97 + i),
    'token-url': '/api/avatar-token',
    'api-url': apiUrl,
    ...attributes,
  }));
  return pageUrl(pageOrigin, withBasics, policy);
}

/** In the page: where to point at. The part may not be there yet, or on its way. */
async function middleOf(part, id) {
  const find = () => document.getElementById(id).shadowRoot?.querySelector(`[part~="${part}"]`);
  while (!find()?.checkVisibility()) await new Promise(requestAnimationFrame);
  find().scrollIntoView({block: 'center'});
  const {x, y, width, height} = find().getBoundingClientRect();
  return {x: x + width / 2, y: y + height / 2};
}
