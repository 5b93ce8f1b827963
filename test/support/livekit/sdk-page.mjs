import {TestPage} from './test-page.mjs';

/** A page with one of HeyGen's own clients, unmodified, which reports the client's events. */
export class SdkPage extends TestPage {
  static open(browser, {name, pageOrigin, apiUrl}) {
    const url = new URL('/test/support/livekit/sdk.html', pageOrigin);
    url.search = new URLSearchParams({sdk: name, api: apiUrl});
    return SdkPage.openAt(browser, url.href);
  }

  /** Clicks the page's button, which starts the avatar; resolves with the first frame. */
  async goLive() {
    await this.first({type: 'ready'});
    await this.clickAt(middleOfButton);
    return this.first({type: 'shown'});
  }

  /** Calls a method of the page's client (`speak`, `interrupt`, `stop` …), and returns its result. */
  ask(name, ...args) {
    return this.run((name, args) => globalThis.client[name](...args), name, args);
  }
}

/** In the page: where to click. */
function middleOfButton() {
  const {x, y, width, height} = document.querySelector('button').getBoundingClientRect();
  return {x: x + width / 2, y: y + height / 2};
}
