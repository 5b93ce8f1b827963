import {setTimeout as delay} from 'node:timers/promises';
import {WebKitBrowser} from './webkit-browser.mjs';
import {keyDown, keyUp} from './webkit-keys.mjs';

/** The size of the page that every test begins with: as in Chromium. */
const VIEWPORT = {width: 800, height: 600};

/** How often a page that runs tests is asked whether it still answers, in ms. */
const WATCH_MS = 10_000;

const BUTTONS = {left: 0, middle: 1, right: 2};

/** Runs tests of @web/test-runner in WebKitGTK. */
export const webkitLauncher = () => new WebKitLauncher();

/**
 * One browser and one window, which all test files have in turn: a window behind another has no animation frames and no
 * focus. A browser that does not answer any more is ended, and the next test file has a new one.
 */
class WebKitLauncher {
  name = 'WebKit';
  /** The commands of @web/test-runner-commands know no WebKit; they speak to a launcher of this type by its page. */
  type = 'puppeteer';
  concurrency = 1;
  /** The sessions whose browser has hung. */
  hungSessions = new Set();

  #browser;
  #sessionId;

  async startSession(sessionId, url) {
    this.#sessionId = sessionId;
    await this.#use(async (browser) => {
      await browser.setViewport(VIEWPORT);
      await browser.open(url);
    });
    void this.#watch(sessionId);
  }

  async stopSession() {
    this.#sessionId = undefined;
    await this.#use((browser) => browser.leave());
    return {};
  }

  isActive(sessionId) {
    return this.#sessionId === sessionId;
  }

  getBrowserUrl() {
    return this.#use((browser) => browser.url());
  }

  startDebugSession() {
    return Promise.reject(new Error('WebKitGTK runs without a screen: there is nothing to look at.'));
  }

  async stop() {
    const browser = await this.#browser;
    this.#browser = undefined;
    browser?.stop();
  }

  /** What the commands of @web/test-runner-commands call. */
  getPage() {
    const keys = (...actions) => this.#use((browser) => browser.keys(actions));
    const mouse = (...actions) => this.#use((browser) => browser.mouse(actions));
    const move = (x, y) => ({type: 'pointerMove', duration: 0, origin: 'viewport', x, y});
    const down = ({button = 'left'} = {}) => ({type: 'pointerDown', button: BUTTONS[button]});
    const up = ({button = 'left'} = {}) => ({type: 'pointerUp', button: BUTTONS[button]});
    return {
      emulateMediaFeatures: (features) => this.#use((browser) => emulate(browser, features)),
      setViewport: (size) => this.#use((browser) => browser.setViewport(size)),
      keyboard: {
        type: (text) => keys(...[...text].flatMap((character) => [keyDown(character), keyUp(character)])),
        press: (name) => keys(keyDown(name), keyUp(name)),
        down: (name) => keys(keyDown(name)),
        up: (name) => keys(keyUp(name)),
      },
      mouse: {
        move: (x, y) => mouse(move(x, y)),
        click: (x, y, options) => mouse(move(x, y), down(options), up(options)),
        down: (options) => mouse(down(options)),
        up: (options) => mouse(up(options)),
        reset: () => mouse(up(), move(0, 0)),
      },
    };
  }

  /** Ends a browser that does not answer any more, and with it the session, which would wait for its time limit. */
  async #watch(sessionId) {
    const isRunning = () => this.#sessionId === sessionId && !this.hungSessions.has(sessionId);
    while (isRunning()) {
      await delay(WATCH_MS, undefined, {ref: false});
      if (isRunning())
        await this.#use((browser) => browser.answer()).catch(({message}) => console.log(message));
    }
  }

  async #use(work) {
    this.#browser ??= WebKitBrowser.start();
    const browser = this.#browser;
    const sessionId = this.#sessionId;
    try {
      return await work(await browser);
    } catch (error) {
      const started = await browser.catch(() => undefined);
      if (!started || started.isHung) {
        if (sessionId) this.hungSessions.add(sessionId);
        started?.stop();
        if (this.#browser === browser) this.#browser = undefined;
      }
      throw error;
    }
  }
}

/**
 * WebKitGTK follows the system's colour scheme and cannot be told another: each element of the page is told instead. What
 * asks by a media query for the scheme does not see it.
 */
async function emulate(browser, features) {
  for (const {name, value} of features) {
    if (name !== 'prefers-color-scheme') throw new Error(`WebKitGTK cannot be told ${name}.`);
    await browser.setColorScheme(value);
  }
}
