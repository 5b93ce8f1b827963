import {platform} from 'node:process';
import {Launcher} from 'chrome-launcher';
import {aptInstall, canApt} from './apt.mjs';
import {givenBy, isExecutable, onPath} from './executables.mjs';

const FIREFOX_PLACES = {
  darwin: ['/Applications/Firefox.app/Contents/MacOS/firefox'],
  win32: [`${process.env.PROGRAMFILES}\\Mozilla Firefox\\firefox.exe`],
};

/** The flags of every headless Chromium of this project; as root it does not start without the first. */
export const CHROMIUM_FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
];

/** The path of a Chrome or Chromium: CHROME_PATH, an installed one, or Debian's, which this installs as root. */
export function findChromium() {
  return find({
    variable: 'CHROME_PATH',
    installed: installedChrome,
    debian: 'chromium',
    what: 'Google Chrome or Chromium',
  });
}

/** The path of a Firefox: FIREFOX_PATH, an installed one, or Debian's, which this installs as root. */
export function findFirefox() {
  return find({
    variable: 'FIREFOX_PATH',
    installed: () =>
      [...onPath('firefox', 'firefox-esr'), ...(FIREFOX_PLACES[platform] ?? [])].find(isExecutable),
    debian: 'firefox-esr',
    what: 'Firefox',
  });
}

function installedChrome() {
  try {
    return Launcher.getFirstInstallation();
  } catch (error) {
    if (error.code === 'ERR_LAUNCHER_PATH_NOT_SET') return undefined; // none is installed
    throw error;
  }
}

function find({variable, installed, debian, what}) {
  const found = givenBy(variable) ?? installed();
  if (found) return found;
  if (canApt()) {
    console.log(`No ${what} here: installing Debian’s ${debian} …`);
    aptInstall(debian);
    const fresh = installed();
    if (fresh) return fresh;
  }
  throw new Error(`No browser: install ${what}, or set ${variable} to one.`);
}
