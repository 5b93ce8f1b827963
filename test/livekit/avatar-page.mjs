import {EventEmitter} from 'node:events';
import {pageUrl} from './http-servers.mjs';
import {found, within} from './within.mjs';

/** A page with avatars, in a browser that knows nothing of any page before. Their ids are `a`, `b` and so on. */
export class AvatarPage {
  /** Every event of every avatar and every click so far, oldest first; `at` is in ms since the page began. */
  heard = [];
  /** What nobody in the page has caught. */
  errors = [];
  #context;
  #tab;
  #client;
  #changes = new EventEmitter();

  /** Opens a page with one element for each set of attributes. */
  static async open(browser, {pageOrigin, apiUrl, avatars}) {
    const context = await browser.createBrowserContext();
    const tab = await context.newPage();
    const page = new AvatarPage(context, tab, await tab.createCDPSession());
    const withBasics = avatars.map((attributes, i) => ({
      id: String.fromCharCode(97 + i),
      'token-url': '/api/avatar-token',
      'api-url': apiUrl,
      ...attributes,
    }));
    await page.#listen();
    await page.goTo(pageUrl(pageOrigin, withBasics));
    return page;
  }

  constructor(context, tab, client) {
    this.#context = context;
    this.#tab = tab;
    this.#client = client;
  }

  async #listen() {
    this.#tab.on('pageerror', (error) => this.errors.push(error.stack ?? String(error)));
    this.#client.on('Runtime.bindingCalled', ({payload}) => {
      this.heard.push(JSON.parse(payload));
      this.#changes.emit('change');
    });
    await this.#client.send('Runtime.enable');
    await this.#client.send('Runtime.addBinding', {name: 'report'});
  }

  /** Leaves for another address; resolves when that page and its modules are there. */
  async goTo(url) {
    await this.#tab.goto(url);
  }

  async reload() {
    await this.#tab.reload();
  }

  /** Closes the tab as its visitor would. */
  async closeTab() {
    await this.#tab.close();
  }

  /** Closes the tab and forgets its browsing. */
  async close() {
    if (!this.#context.closed) await this.#context.close();
  }

  /** Resolves when nothing has been downloaded for a while. */
  async idle() {
    await this.#tab.waitForNetworkIdle({idleTime: 250});
  }

  /** The first event, heard or still to come, that has all these fields. */
  first(wanted, limitMs) {
    const log = () => this.heard.map((event) => JSON.stringify(event)).join('\n');
    const what = () => `${JSON.stringify(wanted)}; what was heard is\n${log()}\n`;
    return found(this.#changes, () => this.all(wanted)[0], what, limitMs);
  }

  /** Every event so far that has all these fields. */
  all(wanted) {
    const fields = Object.entries(wanted);
    return this.heard.filter((event) => fields.every(([name, value]) => event[name] === value));
  }

  /**
   * Runs a function in the page, with arguments and a result of plain data. Unlike puppeteer's `evaluate` it does not pass
   * for a gesture of the visitor, which would lift the autoplay rules.
   */
  async run(inPage, ...args) {
    const expression = `(${inPage})(...${JSON.stringify(args)})`;
    const options = {expression, awaitPromise: true, returnByValue: true};
    const answer = await within(this.#client.send('Runtime.evaluate', options), expression);
    const {result, exceptionDetails: problem} = answer;
    if (problem) throw new Error(problem.exception?.description ?? problem.text);
    return result.value;
  }

  /** Moves the mouse over a part of the element's shadow root, once that is there. */
  async hover(part, id = 'a') {
    const {x, y} = await this.#middleOf(part, id);
    await this.#tab.mouse.move(x, y);
  }

  /** A real click on a part of the element's shadow root, once that is there. */
  async click(part, id = 'a') {
    const {x, y} = await this.#middleOf(part, id);
    await this.#tab.mouse.click(x, y);
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

  /** Where to point at: the part may not be there yet, or on its way. */
  #middleOf(part, id) {
    return this.run(
      async (id, part) => {
        const find = () => document.getElementById(id).shadowRoot?.querySelector(`[part~="${part}"]`);
        while (!find()?.checkVisibility()) await new Promise(requestAnimationFrame);
        find().scrollIntoView({block: 'center'});
        const {x, y, width, height} = find().getBoundingClientRect();
        return {x: x + width / 2, y: y + height / 2};
      },
      id,
      part,
    );
  }
}
