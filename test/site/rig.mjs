import sirv from 'sirv';
import {launchChromium} from '../support/chromium.mjs';
import {listen} from '../support/http-server.mjs';

export const DESKTOP = {width: 1280, height: 900};
export const PHONE = {width: 390, height: 844, isMobile: true, hasTouch: true};

/** The built documentation site and a Chromium. Needs `npm run docs:build` before. */
export async function startSite() {
  const files = sirv('docs/.vitepress/dist', {dev: true});
  const server = await listen((request, response) =>
    files(request, response, () => response.writeHead(404).end()),
  );
  const browser = await launchChromium();
  return {
    /** Opens a page of the site. `requests` collects the addresses that it asks for, `problems` what its console reports. */
    async open(path, {viewport = DESKTOP, scheme = 'light'} = {}) {
      const page = await browser.newPage();
      const requests = [];
      const problems = [];
      page.on('request', (request) => requests.push(request.url()));
      page.on('pageerror', (error) => problems.push(String(error)));
      page.on('console', (message) => {
        if (['error', 'warn'].includes(message.type())) problems.push(message.text());
      });
      await page.setViewport(viewport);
      await page.emulateMediaFeatures([{name: 'prefers-color-scheme', value: scheme}]);
      await page.goto(`${server.origin}/${path}`);
      // The page of the server becomes one that works.
      await page.waitForFunction(() => document.querySelector('#app').__vue_app__);
      return {page, requests, problems, origin: server.origin};
    },
    async stop() {
      await browser.close();
      await server.stop();
    },
  };
}
