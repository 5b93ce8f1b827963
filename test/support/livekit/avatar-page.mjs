import {pageUrl} from './site.mjs';
import {TestPage} from './test-page.mjs';

/** A page with avatars, which reports every event of theirs and every click. Their ids are `a`, `b` and so on. */
export class AvatarPage extends TestPage {
  /** Opens a page with one element for each set of attributes, under a Content-Security-Policy if there is one. */
  static open(browser, options) {
    return AvatarPage.openAt(browser, addressOf(options));
  }

  /** Opens another such page in the same tab. */
  async reopen(options) {
    this.forget();
    await this.goTo(addressOf(options));
  }

  /** Moves the mouse over a part of the element's shadow root, once the part is there. */
  async hover(part, id = 'a') {
    await this.hoverAt(middleOf, part, id);
  }

  /** Clicks a part of the element's shadow root, once the part is there, by its place on screen. */
  async click(part, id = 'a') {
    await this.clickAt(middleOf, part, id);
  }

  /** Clicks the start button; resolves when the avatar is on screen. */
  async goLive(id = 'a') {
    await this.click('start-button', id);
    return this.first({type: 'avatar-playing', id});
  }

  /** A property of the element, which must be plain data. */
  get(name, id = 'a') {
    return this.run((id, name) => document.getElementById(id)[name], id, name);
  }

  /** Calls a method of the element, and waits for its promise. */
  async call(name, id = 'a') {
    await this.run((id, name) => document.getElementById(id)[name](), id, name);
  }

  /**
   * Has the avatar speak; resolves, when the server has accepted the task, with its id and a promise of how it ends. `method` is
   * `speak`, `ask`, or `speakAudio`, which makes a sound of 60 ms for each character.
   */
  async speak(text, id = 'a', method = 'speak') {
    const taskId = await this.run(
      async (id, text, method) => {
        const avatar = document.getElementById(id);
        const audio = () => new Int16Array(24 * Math.max(200, 60 * text.length));
        const task = await (method === 'speakAudio'
          ? avatar.speakAudio(audio(), {text})
          : avatar[method](text));
        globalThis.tasks = {...globalThis.tasks, [task.taskId]: task};
        return task.taskId;
      },
      id,
      text,
      method,
    );
    const ended = this.run((taskId) => globalThis.tasks[taskId].ended, taskId);
    ended.catch(() => {}); // a test may close the page before the task ends
    return {taskId, ended};
  }

  /** The state of the video: its size, whether it is paused or muted, its decoded frames and its tracks. */
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

  /** Resolves when this many more frames have been painted. */
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

  /** Resolves when the avatar's voice is louder than this, of 1. */
  async voiceHeard(loudness, id = 'a') {
    await this.run(
      async (id, loudness) => {
        const video = document.getElementById(id).shadowRoot.querySelector('video');
        // The server may let the page have the voice later than the picture.
        while (!video.srcObject?.getAudioTracks().length) await new Promise(requestAnimationFrame);
        const {srcObject} = video;
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

/** In the page: the middle of a part, which may not be there yet. */
async function middleOf(part, id) {
  const find = () => document.getElementById(id).shadowRoot?.querySelector(`[part~="${part}"]`);
  while (!find()?.checkVisibility()) await new Promise(requestAnimationFrame);
  find().scrollIntoView({block: 'center'});
  const {x, y, width, height} = find().getBoundingClientRect();
  return {x: x + width / 2, y: y + height / 2};
}
