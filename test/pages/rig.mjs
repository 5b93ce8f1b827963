import {createServer} from 'node:http';
import puppeteer from 'puppeteer-core';
import sirv from 'sirv';
import {CHROMIUM_FLAGS, findChromium} from '../../scripts/find-browser.mjs';

/**
 * Real pages with real headers: a site that serves what a test gives it, the built files on another origin, and a
 * Chromium with a browser's usual autoplay rules. The server is the sandbox.
 */
export async function startRig() {
  const pages = new Map();
  const site = await listen((request, response) => {
    const page = pages.get(request.url);
    if (!page) return response.writeHead(404).end();
    response.writeHead(200, {'content-type': page.type ?? 'text/html; charset=utf-8', ...page.headers});
    response.end(page.body);
  });
  const files = sirv('dist/cdn', {dev: true});
  const cdn = await listen((request, response) => {
    response.setHeader('access-control-allow-origin', '*');
    // Every folder /v…/ is a release of its own: other addresses, so other modules.
    request.url = request.url.replace(/^\/v\w+\//, '/');
    files(request, response, () => response.writeHead(404).end());
  });
  const browser = await puppeteer.launch({
    executablePath: findChromium(),
    args: [
      ...CHROMIUM_FLAGS,
      '--use-fake-device-for-media-stream',
      '--js-flags=--expose-gc',
      '--enable-precise-memory-info',
    ],
  });
  let count = 0;

  return {
    browser,
    cdn: cdn.url,
    site: site.url,
    /** Serves a document, or another file, and gives its address. */
    serve(body, {headers = {}, type} = {}) {
      const path = `/${++count}`;
      pages.set(path, {body, headers, type});
      return `${site.url}${path}`;
    },
    /** Opens an address; `complaints` are the page's uncaught errors, `told` waits for a line of its console. */
    async open(address) {
      const page = await browser.newPage();
      const complaints = [];
      page.on('pageerror', (error) => complaints.push(String(error?.stack ?? error)));
      await page.evaluateOnNewDocument(() => {
        window.violations = [];
        document.addEventListener('securitypolicyviolation', ({violatedDirective, blockedURI, sample}) =>
          window.violations.push(`${violatedDirective} ${blockedURI} ${sample}`),
        );
      });
      const lines = new Set();
      const listeners = new Set();
      page.on('console', (message) => {
        lines.add(message.text());
        for (const listener of listeners) listener();
      });
      const told = (line) =>
        new Promise((resolve) => {
          const check = () => lines.has(line) && resolve();
          listeners.add(check);
          check();
        });
      await page.goto(address);
      return {page, complaints, told};
    },
    async stop() {
      await browser.close();
      site.close();
      cdn.close();
    },
  };
}

/** Waits until the element is defined and has rendered. */
export async function defined(frame) {
  await frame.waitForFunction(
    () => document.querySelector('heygen-avatar')?.shadowRoot?.querySelector('button'),
    {timeout: 10_000},
  );
}

/** Waits until the session is in that state. */
export async function reaches(frame, state) {
  await frame.waitForFunction(
    (wanted) => document.querySelector('heygen-avatar').state === wanted,
    {timeout: 15_000},
    state,
  );
}

/** Clicks a button of the element where a visitor would: by its place on screen. */
export async function press(frame, part) {
  const button = await frame.waitForSelector(`heygen-avatar >>> [part=${part}]`, {visible: true});
  await button.click();
}

/** All words on the element. */
export function words(frame) {
  return frame.evaluate(
    () => document.querySelector('heygen-avatar').shadowRoot.querySelector('.overlay').textContent,
  );
}

function listen(handler) {
  return new Promise((resolve) => {
    const server = createServer(handler);
    server.listen(0, '127.0.0.1', () => {
      const close = () => {
        server.close();
        server.closeAllConnections();
      };
      resolve({url: `http://localhost:${server.address().port}`, close});
    });
  });
}
