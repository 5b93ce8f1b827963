import {createServer} from 'node:http';
import puppeteer from 'puppeteer-core';
import sirv from 'sirv';
import {CHROMIUM_FLAGS, findChromium} from './find-browser.mjs';

/** The files of the project on a server of their own, and a browser that draws the same everywhere. */
export async function openStage() {
  const files = sirv('.', {dev: true});
  const server = createServer((request, response) =>
    files(request, response, () => response.writeHead(404).end()),
  );
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const browser = await puppeteer.launch({
    executablePath: findChromium(),
    args: [
      ...CHROMIUM_FLAGS,
      '--use-fake-device-for-media-stream',
      '--use-fake-ui-for-media-stream',
      '--autoplay-policy=no-user-gesture-required',
      '--force-color-profile=srgb',
      '--font-render-hinting=none',
    ],
  });
  return {
    origin: `http://127.0.0.1:${server.address().port}`,
    browser,
    async close() {
      await browser.close();
      server.close();
    },
  };
}

/** What the page is told of its user: the colour scheme, and features that puppeteer's own method does not know. */
export function emulate(page, theme, media = []) {
  const features = [{name: 'prefers-color-scheme', value: theme}, ...media];
  return page._client().send('Emulation.setEmulatedMedia', {features});
}
