import {TestPage} from '../../test/support/livekit/test-page.mjs';

/** A page that is measured: when things happen, what it downloads, and the time of its main thread. */
export class BenchPage extends TestPage {
  /** What was downloaded since the page was opened, in bytes with headers; and how many requests that were. */
  bytes = 0;
  requests = 0;
  #isPrepared = false;

  /** The browser's own context: any other is a private window, in which Chromium opens no connection ahead. */
  static contextOf(browser) {
    return browser.defaultBrowserContext();
  }

  /** Closes the tab. What it has stored and cached stays, for its own origins. */
  async close() {
    if (!this.isClosed) await this.closeTab();
  }

  async goTo(url) {
    if (!this.#isPrepared) await this.#prepare();
    this.bytes = this.requests = 0;
    this.forget();
    await super.goTo(url);
  }

  /** Resolves when the visitor can click: with the place of the button. */
  ready() {
    return this.first({type: 'ready'});
  }

  /** The CPU time of the main thread since the page was opened, in ms, and what its scripts hold, in bytes. */
  async work() {
    const {metrics} = await this.client.send('Performance.getMetrics');
    const metric = (name) => metrics.find((each) => each.name === name).value;
    return {
      mainThreadMs: metric('TaskDuration') * 1000,
      heap: metric('JSHeapUsedSize'),
      scriptMs: metric('ScriptDuration') * 1000,
      styleMs: metric('RecalcStyleDuration') * 1000,
      layoutMs: metric('LayoutDuration') * 1000,
      nodes: metric('Nodes'),
      listeners: metric('JSEventListeners'),
    };
  }

  async collectGarbage() {
    await this.client.send('HeapProfiler.collectGarbage');
  }

  /** What the avatar's connection has received: bytes, and of the picture frames, freezes and their ms. */
  received() {
    return this.run(async () => {
      const sum = {bytes: 0, frames: 0, freezes: 0, freezeMs: 0};
      for (const connection of globalThis.bench.connections) {
        for (const each of (await connection.getStats()).values()) {
          if (each.type !== 'inbound-rtp') continue;
          sum.bytes += each.bytesReceived;
          sum.frames += each.framesDecoded ?? 0;
          sum.freezes += each.freezeCount ?? 0;
          sum.freezeMs += (each.totalFreezesDuration ?? 0) * 1000;
        }
      }
      return sum;
    });
  }

  async #prepare() {
    this.#isPrepared = true;
    const {client} = this;
    client.on('Network.requestWillBeSent', () => this.requests++);
    client.on('Network.loadingFinished', ({encodedDataLength}) => (this.bytes += encodedDataLength));
    await client.send('Network.enable');
    // CPU time: what else the machine does at the time does not count.
    await client.send('Performance.enable', {timeDomain: 'threadTicks'});
  }
}
