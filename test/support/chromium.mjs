import {launch} from 'puppeteer-core';
import {CHROMIUM_FLAGS, findChromium} from '../../scripts/find-browser.mjs';

/**
 * Launches a headless Chromium with a fake microphone that beeps. `isAutoplayAllowed` lifts the autoplay rules,
 * `isMicrophoneAllowed` grants the microphone to every page.
 */
export function launchChromium({
  isAutoplayAllowed = false,
  isMicrophoneAllowed = false,
  args = [],
  env = process.env,
} = {}) {
  return launch({
    executablePath: findChromium(),
    args: [
      ...CHROMIUM_FLAGS,
      '--use-fake-device-for-media-stream',
      ...(isMicrophoneAllowed ? ['--use-fake-ui-for-media-stream'] : []),
      ...(isAutoplayAllowed ? ['--autoplay-policy=no-user-gesture-required'] : []),
      ...args,
    ],
    env,
    // Through a pipe, the browser ends with this process, however that ends.
    pipe: true,
  });
}
