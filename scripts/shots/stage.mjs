import {fileURLToPath} from 'node:url';
import sirv from 'sirv';
import {browserBundle} from '../../test/support/browser-bundle.mjs';
import {launchChromium} from '../../test/support/chromium.mjs';
import {listen} from '../../test/support/http-server.mjs';

const FONTS = fileURLToPath(new URL('fonts.conf', import.meta.url));

/** Serves the project's files, and launches a browser that draws the same on every machine, with the project's own fonts. */
export async function openStage() {
  const files = sirv('.', {dev: true});
  const server = await listen((request, response) =>
    files(request, response, () => response.writeHead(404).end()),
  );
  const browser = await launchChromium({
    isAutoplayAllowed: true,
    isMicrophoneAllowed: true,
    args: ['--force-color-profile=srgb', '--font-render-hinting=none'],
    env: {...process.env, FONTCONFIG_FILE: FONTS},
  });
  return {
    origin: server.origin,
    browser,
    /** A script that gives a page connections within itself: a picture needs no encoded video, which costs a fifth of its time. */
    withoutWebRtc: await browserBundle('test/support/without-webrtc.ts'),
    async close() {
      await browser.close();
      await server.stop();
    },
  };
}

/** Sets the colour scheme and other media features, of which puppeteer's own method knows fewer. */
export function emulate(page, theme, media = []) {
  const features = [{name: 'prefers-color-scheme', value: theme}, ...media];
  return page._client().send('Emulation.setEmulatedMedia', {features});
}
