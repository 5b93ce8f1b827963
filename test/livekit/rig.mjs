import {createServer} from 'node:http';
import {Readable} from 'node:stream';
import {dispose} from '@livekit/rtc-node';
import puppeteer from 'puppeteer-core';
import sirv from 'sirv';
import {HeyGenFarEnd} from '../../dist/npm/sandbox/far-end.js';
import {CHROMIUM_FLAGS, findChromium} from '../../scripts/find-browser.mjs';
import {startLivekitServer} from '../../scripts/livekit-server.mjs';
import {roomsOn} from './server-room.mjs';

/**
 * A real livekit-server, HeyGen's HTTP side in front of it on one origin, the built files on another, and a Chromium.
 * `page()` opens a page with the element in it.
 */
export async function startRig({args = [], latencyMs = 0} = {}) {
  const server = await startLivekitServer();
  const openRoom = roomsOn(server);
  /** Rooms that the avatar has entered before anybody asked for a session. */
  const ready = [];
  const farEnd = new HeyGenFarEnd({
    latencyMs,
    msPerCharacter: 20,
    openRoom: (session) => ready.shift() ?? openRoom(session),
  });
  const api = await listen((request, response) => void answer(farEnd, request, response));
  const files = sirv('.', {dev: true});
  const site = await listen((request, response) => {
    if (request.url?.startsWith('/page'))
      return html(response, new URL(request.url, 'http://x').searchParams);
    return files(request, response, () => response.writeHead(404).end());
  });
  const browser = await puppeteer.launch({
    executablePath: findChromium(),
    args: [...CHROMIUM_FLAGS, ...args],
  });

  const liveAvatarTokenUrl = `${api.url}/api/liveavatar-token`;
  const address = (attributes, count) => {
    const all = {'token-url': `${api.url}/api/avatar-token`, 'api-url': api.url, ...attributes};
    const query = new URLSearchParams({attributes: JSON.stringify(all), count: String(count)});
    return `${site.url}/page?${query}`;
  };

  return {
    server,
    liveAvatarTokenUrl,
    farEnd,
    browser,
    /** Gets a room ready for the next session, with the avatar in it. */
    async prepareRoom() {
      const room = await openRoom({sessionId: crypto.randomUUID(), request: {quality: 'medium'}});
      await room.enter();
      ready.push(Promise.resolve(room));
    },
    /** Opens a page with the element, with these attributes besides the addresses. */
    async page(attributes = {}, {count = 1} = {}) {
      const page = await browser.newPage();
      await page.goto(address(attributes, count));
      await page.waitForFunction(() => customElements.get('heygen-avatar'), {timeout: 10_000});
      return page;
    },
    /** Opens one, and evaluates nothing in it; `told` waits for what it says on the console. */
    async untouchedPage(attributes = {}) {
      const page = await browser.newPage();
      const lines = [];
      page.on('console', (message) => lines.push(message.text()));
      await page.goto(address(attributes, 1));
      return {page, told: (line) => until(`"${line}" is told`, () => lines.includes(line))};
    },
    async stop() {
      await browser.close();
      await farEnd.close();
      api.close();
      site.close();
      server.stop();
      await dispose();
    },
  };
}

/** Waits until a condition of the far end holds, or fails in words. */
export async function until(what, isTrue, limitMs = 10_000) {
  const end = Date.now() + limitMs;
  while (!isTrue()) {
    if (Date.now() > end) throw new Error(`${what}: not within ${limitMs / 1000} s`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

function listen(handler) {
  return new Promise((resolve) => {
    const server = createServer(handler);
    server.listen(0, '127.0.0.1', () => {
      const {port} = server.address();
      const close = () => {
        server.close();
        server.closeAllConnections();
      };
      resolve({url: `http://localhost:${port}`, close});
    });
  });
}

async function answer(farEnd, request, response) {
  const hasBody = request.method !== 'GET' && request.method !== 'OPTIONS';
  const reply = await farEnd.handle(
    new Request(`http://localhost${request.url}`, {
      method: request.method,
      headers: request.headers,
      ...(hasBody ? {body: Readable.toWeb(request), duplex: 'half'} : {}),
    }),
  );
  response.writeHead(reply.status, Object.fromEntries(reply.headers));
  response.end(await reply.text());
}

function html(response, query) {
  const attributes = Object.entries(JSON.parse(query.get('attributes')))
    .map(([name, value]) => `${name}="${String(value).replaceAll('"', '&quot;')}"`)
    .join(' ');
  const elements = `<heygen-avatar ${attributes}></heygen-avatar>`.repeat(Number(query.get('count')));
  response.writeHead(200, {'content-type': 'text/html; charset=utf-8'});
  response.end(`<!doctype html><meta charset="utf-8"><title>test</title>
    <script>
      // Before the module, so that nothing is missed.
      window.heard = [];
      for (const type of ['statechange', 'playing', 'end', 'error', 'speechstart', 'speechend', 'message', 'playblocked'])
        document.addEventListener('avatar-' + type, (event) => {
          const {state, reason, taskId, text, final, blocked, error} = event;
          console.debug([event.type, state ?? blocked ?? reason ?? ''].join(' '));
          heard.push({type: event.type, at: performance.now(), state, reason, taskId, text, final, blocked,
            code: error?.code});
        });
    </script>
    <script type="module" src="/dist/cdn/heygen-avatar.js"></script>
    <style>heygen-avatar { max-width: 640px }</style>
    ${elements}`);
}
