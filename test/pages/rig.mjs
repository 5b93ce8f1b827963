import sirv from 'sirv';
import {launchChromium} from '../support/chromium.mjs';
import {listen} from '../support/http-server.mjs';

/**
 * Real pages with real headers: a site that serves what a test gives it, the built files on another origin (and in its own
 * folder `/files/`), and a Chromium
 * with a visitor's autoplay rules. The avatar comes from the sandbox in the page. `hosts` are more names of this site, on plain
 * http and not loopback.
 */
export async function startRig({hosts = []} = {}) {
  const pages = new Map();
  const files = sirv('dist/cdn', {dev: true});
  /** Every folder is one of the built files: another address is another module. */
  const serveFiles = (request, response) => {
    request.url = request.url.replace(/^\/(v\w+|files)\//, '/');
    files(request, response, () => response.writeHead(404).end());
  };
  const site = await listen(
    (request, response) => {
      const page = pages.get(request.url);
      if (!page && request.url.startsWith('/files/')) return serveFiles(request, response);
      if (!page) return response.writeHead(404).end();
      response.writeHead(200, {'content-type': page.type ?? 'text/html; charset=utf-8', ...page.headers});
      response.end(page.body);
    },
    {host: 'localhost'},
  );
  const cdn = await listen(
    (request, response) => {
      response.setHeader('access-control-allow-origin', '*');
      serveFiles(request, response);
    },
    {host: 'localhost'},
  );
  const browser = await launchChromium({
    args: [
      '--js-flags=--expose-gc',
      '--enable-precise-memory-info',
      `--host-resolver-rules=${hosts.map((host) => `MAP ${host} 127.0.0.1`).join(', ')}`,
    ],
  });
  let count = 0;
  let opened = [];

  return {
    browser,
    cdn: cdn.origin,
    site: site.origin,
    /** Serves a document, or another file, and returns its address. */
    serve(body, {headers = {}, type, host = 'localhost'} = {}) {
      const path = `/${++count}`;
      pages.set(path, {body, headers, type});
      return `${site.origin.replace('localhost', host)}${path}`;
    },
    /**
     * Opens an address. `errors` collects what the page does not catch, `complaints` the errors and warnings of its console;
     * `logged` waits for a line of it.
     */
    async open(address) {
      const page = await browser.newPage();
      opened.push(page);
      const errors = [];
      page.on('pageerror', (error) => errors.push(String(error?.stack ?? error)));
      await page.evaluateOnNewDocument(() => {
        window.violations = [];
        document.addEventListener('securitypolicyviolation', ({violatedDirective, blockedURI, sample}) =>
          window.violations.push(`${violatedDirective} ${blockedURI} ${sample}`),
        );
      });
      const complaints = [];
      const lines = new Set();
      const listeners = new Set();
      page.on('console', (message) => {
        lines.add(message.text());
        if (['error', 'warn'].includes(message.type())) complaints.push(message.text());
        for (const listener of listeners) listener();
      });
      const logged = (line) =>
        new Promise((resolve) => {
          const check = () => lines.has(line) && resolve();
          listeners.add(check);
          check();
        });
      await page.goto(address);
      return {page, errors, complaints, logged};
    },
    async closePages() {
      const pages = opened.filter((page) => !page.isClosed());
      opened = [];
      await Promise.all(pages.map((page) => page.close()));
    },
    async stop() {
      await browser.close();
      await Promise.all([site.stop(), cdn.stop()]);
    },
  };
}
