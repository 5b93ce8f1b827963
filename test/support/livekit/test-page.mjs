import {EventEmitter} from 'node:events';
import {untilChange, withTimeout} from '../waiting.mjs';

/** A page in a browser context of its own, and what the page reports. */
export class TestPage {
  /** The events that the page has reported so far, oldest first; `at` is in ms since the page began. */
  heard = [];
  /** The uncaught errors of the page. */
  errors = [];
  /** The lines of the console, the browser's own included, as DevTools reports them. */
  console = [];
  #context;
  #tab;
  #client;
  #changes = new EventEmitter();

  /** Opens a page of this class at an address; resolves when the page and its modules are loaded. */
  static async openAt(browser, url) {
    const context = await this.contextOf(browser);
    const tab = await context.newPage();
    const page = new this(context, tab, await tab.createCDPSession());
    await page.#listen();
    await page.goTo(url);
    return page;
  }

  /** The browser context that the page is opened in: one of its own. */
  static contextOf(browser) {
    return browser.createBrowserContext();
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
    this.#client.on('Runtime.consoleAPICalled', (line) => this.console.push(line));
    this.#client.on('Log.entryAdded', (line) => this.console.push(line));
    await this.#client.send('Log.enable');
    await this.#client.send('Runtime.enable');
    await this.#client.send('Runtime.addBinding', {name: 'report'});
  }

  /** The connection to the browser's own tools. */
  get client() {
    return this.#client;
  }

  /** Navigates to another address; resolves when the page and its modules are loaded. */
  async goTo(url) {
    await this.#tab.goto(url);
  }

  /** Empties the records. */
  forget() {
    for (const record of [this.heard, this.errors, this.console]) record.length = 0;
  }

  async goBack() {
    await this.#tab.goBack();
  }

  async reload() {
    await this.#tab.reload();
  }

  /** Has the browser freeze the page, as it does before it discards a tab, or resume it. */
  async setFrozen(isFrozen) {
    await this.#client.send('Page.setWebLifecycleState', {state: isFrozen ? 'frozen' : 'active'});
  }

  /** Takes the page offline, or online again. */
  async setOffline(isOffline) {
    await this.#tab.setOfflineMode(isOffline);
  }

  get isClosed() {
    return this.#tab.isClosed();
  }

  /** Closes the tab as the visitor would. */
  async closeTab() {
    await this.#tab.close();
  }

  /** Closes the tab and its browser context. */
  async close() {
    if (!this.#context.closed) await this.#context.close();
  }

  /** Resolves when nothing has been downloaded for a while. */
  async idle() {
    await this.#tab.waitForNetworkIdle({idleTime: 250});
  }

  /** The first event, past or future, that has all these fields. */
  first(wanted, limitMs) {
    const log = () => this.heard.map((event) => JSON.stringify(event)).join('\n');
    const what = () => `${JSON.stringify(wanted)}; the page has reported\n${log()}\n`;
    return untilChange(this.#changes, () => this.all(wanted)[0], what, limitMs);
  }

  /** Every event so far that has all these fields. */
  all(wanted) {
    const fields = Object.entries(wanted);
    return this.heard.filter((event) => fields.every(([name, value]) => event[name] === value));
  }

  /**
   * Runs a function in the page, with arguments and a result of plain data. Unlike puppeteer's `evaluate` it does not count
   * as a gesture of the visitor, which would lift the autoplay rules.
   */
  async run(inPage, ...args) {
    const expression = `(${inPage})(...${JSON.stringify(args)})`;
    const options = {expression, awaitPromise: true, returnByValue: true};
    const answer = await withTimeout(this.#client.send('Runtime.evaluate', options), expression);
    const {result, exceptionDetails: problem} = answer;
    if (problem) throw new Error(problem.exception?.description ?? problem.text);
    return result.value;
  }

  /** Moves the mouse to the point that a function in the page returns for these arguments. */
  async hoverAt(where, ...args) {
    await this.pointAt(await this.run(where, ...args));
  }

  /** Moves the mouse to a point of the window. */
  async pointAt({x, y}) {
    await this.#tab.mouse.move(x, y);
  }

  /** Clicks at a point of the window. */
  async clickOn({x, y}) {
    await this.#tab.mouse.click(x, y);
  }

  /** Clicks at the point that a function in the page returns for these arguments. */
  async clickAt(where, ...args) {
    await this.clickOn(await this.run(where, ...args));
  }
}
