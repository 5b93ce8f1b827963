import {setTimeout as delay} from 'node:timers/promises';
import {findWebKit} from './find-webkit.mjs';
import {POINTER, WebKitProcesses} from './webkit-processes.mjs';

/** How long the driver may take for one call, and the page to follow it, in ms: both take a few, or for ever. */
const LIMIT_MS = 20_000;

/** The most that a toolbar takes of a window's height, in CSS pixels. */
const TOOLBAR_MAX = 60;

/** A microphone that is allowed, and sound without a click: what a person would have to touch. */
const ARGUMENTS = [
  '--automation',
  '--autoplay-policy=allow',
  '--enable-media-stream=true',
  '--enable-mock-capture-devices=true',
  '--javascript-can-open-windows-automatically=true',
];

/** One WebKitGTK with one window, driven by WebDriver. Every call has a limit and then rejects. */
export class WebKitBrowser {
  #processes;
  #path = '';
  #isHung = false;

  static async start() {
    const programs = findWebKit();
    const browser = new WebKitBrowser();
    browser.#processes = new WebKitProcesses(programs);
    try {
      await browser.#processes.start();
      await browser.#open(programs.browser);
      return browser;
    } catch (error) {
      browser.stop();
      throw error;
    }
  }

  /** True once a call had no answer, or the page did not follow one: nothing more is to be expected. */
  get isHung() {
    return this.#isHung;
  }

  /** Ends the browser at once, without asking it. */
  stop() {
    this.#processes.stop();
  }

  /** Begins to open a page; it is not loaded yet when this resolves. */
  async open(url) {
    await this.#call('POST', '/url', {url});
  }

  /** Leaves the page, and with it ends all that runs there. */
  async leave() {
    await this.open('about:blank');
    let toolbar = 0;
    await this.#until('left its page', async () => {
      if (!(await this.#evaluate(`location.href === 'about:blank'`))) return false;
      toolbar = await this.#toolbarHeight();
      return true;
    });
    if (toolbar > 0) await this.#moveToBareWindow();
  }

  url() {
    return this.#call('GET', '/url');
  }

  /** Resolves when the page's own thread answers. */
  async answer() {
    await this.#evaluate('true');
  }

  /**
   * Sets the size of the page, in CSS pixels. Its corner is under the pointer, or the window would lose the focus. A page that
   * was in full screen has a toolbar since, which comes a few frames later and takes its height from the page's.
   */
  async setViewport({width, height}) {
    let toolbar = 0;
    const resize = () =>
      this.#call('POST', '/window/rect', {
        x: POINTER.x - 1,
        y: POINTER.y - 1,
        width,
        height: height + toolbar,
      });
    await resize();
    await this.#until(`made its page ${width} × ${height}`, async () => {
      if (await this.#evaluate(`innerWidth === ${width} && innerHeight === ${height}`)) return true;
      const now = await this.#toolbarHeight();
      if (now > 0 && now !== toolbar) {
        toolbar = now;
        await resize();
      }
      return false;
    });
  }

  /** Has every element of the page use this colour scheme, whatever its own styles say. */
  async setColorScheme(scheme) {
    await this.#evaluate(`void (document.adoptedStyleSheets = [...document.adoptedStyleSheets.filter(
      (sheet) => sheet !== globalThis.schemeSheet), (globalThis.schemeSheet = new CSSStyleSheet())],
      schemeSheet.replaceSync('* { color-scheme: ${scheme} !important }'))`);
  }

  /** What the window has above its page; 0 also while the page has yet to follow the window's new size. */
  async #toolbarHeight() {
    const difference = await this.#evaluate('outerHeight - innerHeight');
    return difference > 0 && difference <= TOOLBAR_MAX ? difference : 0;
  }

  keys(actions) {
    return this.#act({type: 'key', id: 'keyboard', actions});
  }

  mouse(actions) {
    return this.#act({type: 'pointer', id: 'mouse', parameters: {pointerType: 'mouse'}, actions});
  }

  #act(source) {
    return this.#call('POST', '/actions', {actions: [source]});
  }

  #evaluate(expression) {
    return this.#call('POST', '/execute/sync', {script: `return ${expression}`, args: []});
  }

  async #open(binary) {
    const {sessionId} = await this.#request('POST', '/session', {
      capabilities: {
        alwaysMatch: {
          // With any other strategy, the driver now and then waits for ever.
          pageLoadStrategy: 'none',
          'webkitgtk:browserOptions': {binary, args: ARGUMENTS},
        },
      },
    });
    this.#path = `/session/${sessionId}`;
    await this.#moveToBareWindow();
  }

  /** The first window has a toolbar, below whose width it cannot be made; a window that a page opens may have none. */
  async #moveToBareWindow() {
    const first = await this.#call('GET', '/window');
    await this.#evaluate(
      `void open('about:blank', '_blank', 'width=800,height=600,toolbar=no,location=no,menubar=no')`,
    );
    let handle;
    await this.#until('opened a window', async () => {
      handle = (await this.#call('GET', '/window/handles')).find((each) => each !== first);
      return handle !== undefined;
    });
    await this.#call('DELETE', '/window');
    await this.#call('POST', '/window', {handle});
  }

  /** Waits for something that follows a call. A call that comes while the page changes may be refused. */
  async #until(what, isTrue) {
    const limit = Date.now() + LIMIT_MS;
    let refusal;
    while (Date.now() < limit) {
      try {
        if (await isTrue()) return;
      } catch (error) {
        if (this.#isHung) throw error;
        refusal = error;
      }
      await delay(10);
    }
    this.#isHung = true;
    throw new Error(`WebKit has not ${what} within ${LIMIT_MS / 1000} s.`, {cause: refusal});
  }

  #call(method, path, body) {
    return this.#request(method, `${this.#path}${path}`, body);
  }

  async #request(method, path, body) {
    const what = `WebKitWebDriver, ${method} ${path.replace(this.#path, '')}`;
    const {ok, value} = await fetch(`${this.#processes.driverUrl}${path}`, {
      method,
      headers: {'content-type': 'application/json'},
      ...(body && {body: JSON.stringify(body)}),
      signal: AbortSignal.timeout(LIMIT_MS),
    })
      .then(async (response) => ({ok: response.ok, ...(await response.json())}))
      .catch((cause) => {
        this.#isHung = true;
        const isLate = cause.name === 'TimeoutError';
        throw new Error(`${what}: no answer${isLate ? ` within ${LIMIT_MS / 1000} s` : ''}.`, {cause});
      });
    if (!ok) throw new Error(`${what}: ${value.error}: ${value.message}`);
    return value;
  }
}
