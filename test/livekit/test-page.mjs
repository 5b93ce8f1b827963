import {EventEmitter} from 'node:events';
import {found, within} from './within.mjs';

/** A page in a browser that knows nothing of any page before, and what it reports. */
export class TestPage {
  /** Everything that the page has reported so far, oldest first; `at` is in ms since the page began. */
  heard = [];
  /** What nobody in the page has caught. */
  errors = [];
  /** What the browser's console shows, the browser's own lines included: each as the browser tells it. */
  console = [];
  #context;
  #tab;
  #client;
  #changes = new EventEmitter();

  /** Opens a page of this class at an address; resolves when that and its modules are there. */
  static async openAt(browser, url) {
    const context = await browser.createBrowserContext();
    const tab = await context.newPage();
    const page = new this(context, tab, await tab.createCDPSession());
    await page.#listen();
    await page.goTo(url);
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
    this.#client.on('Runtime.consoleAPICalled', (line) => this.console.push(line));
    this.#client.on('Log.entryAdded', (line) => this.console.push(line));
    await this.#client.send('Log.enable');
    await this.#client.send('Runtime.enable');
    await this.#client.send('Runtime.addBinding', {name: 'report'});
  }

  /** Leaves for another address; resolves when that page and its modules are there. */
  async goTo(url) {
    await this.#tab.goto(url);
  }

  /** Begins its books anew. */
  forget() {
    for (const book of [this.heard, this.errors, this.console]) book.length = 0;
  }

  async goBack() {
    await this.#tab.goBack();
  }

  async reload() {
    await this.#tab.reload();
  }

  /** Has the browser freeze the page, as it does before it discards a tab, or wake it up. */
  async setFrozen(isFrozen) {
    await this.#client.send('Page.setWebLifecycleState', {state: isFrozen ? 'frozen' : 'active'});
  }

  /** Takes the page's network away, or gives it back. */
  async setOffline(isOffline) {
    await this.#tab.setOfflineMode(isOffline);
  }

  get isClosed() {
    return this.#tab.isClosed();
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

  /** Moves the mouse to where a function in the page, called with these arguments, says. */
  async hoverAt(where, ...args) {
    const {x, y} = await this.run(where, ...args);
    await this.#tab.mouse.move(x, y);
  }

  /** A real click there. */
  async clickAt(where, ...args) {
    const {x, y} = await this.run(where, ...args);
    await this.#tab.mouse.click(x, y);
  }
}
