import {execFileSync} from 'node:child_process';
import {existsSync, readFileSync} from 'node:fs';
import {platform} from 'node:process';
import {givenBy, isExecutable, onPath} from './executables.mjs';

const NAMES = ['google-chrome', 'google-chrome-stable', 'chromium', 'chromium-browser', 'chrome'];

const PLACES = {
  darwin: [
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
  ],
  win32: [
    `${process.env.PROGRAMFILES}\\Google\\Chrome\\Application\\chrome.exe`,
    `${process.env['PROGRAMFILES(X86)']}\\Google\\Chrome\\Application\\chrome.exe`,
    `${process.env.LOCALAPPDATA}\\Google\\Chrome\\Application\\chrome.exe`,
  ],
};

const FIREFOX_PLACES = {
  darwin: ['/Applications/Firefox.app/Contents/MacOS/firefox'],
  win32: [`${process.env.PROGRAMFILES}\\Mozilla Firefox\\firefox.exe`],
};

/** Flags that every headless Chromium of this project runs with; as root it refuses to start without the first. */
export const CHROMIUM_FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
];

/** The path of a Chrome or Chromium: CHROME_PATH, one that is installed, or one that apt installs (Debian, as root). */
export function findChromium() {
  return find({
    variable: 'CHROME_PATH',
    names: NAMES,
    places: PLACES,
    debian: 'chromium',
    what: 'Google Chrome or Chromium',
  });
}

/** The path of a Firefox: FIREFOX_PATH, one that is installed, or Debian's firefox-esr (as root). */
export function findFirefox() {
  return find({
    variable: 'FIREFOX_PATH',
    names: ['firefox', 'firefox-esr'],
    places: FIREFOX_PLACES,
    debian: 'firefox-esr',
    what: 'Firefox',
  });
}

function find({variable, names, places, debian, what}) {
  const found = givenBy(variable) ?? installed(names, places);
  if (found) return found;
  if (canApt()) {
    console.log(`No ${what} here: installing Debian’s ${debian} …`);
    aptInstall(debian);
    const fresh = installed(names, places);
    if (fresh) return fresh;
  }
  throw new Error(`No browser: install ${what}, or set ${variable} to one.`);
}

function installed(names, places) {
  return [...onPath(...names), ...(places[platform] ?? [])].find(isExecutable);
}

/** True where `aptInstall` can work: on Debian and its kin, as root. */
export function canApt() {
  return (
    process.getuid?.() === 0 &&
    existsSync('/etc/os-release') &&
    /^ID(_LIKE)?=.*debian/m.test(readFileSync('/etc/os-release', 'utf8'))
  );
}

export function aptInstall(name) {
  const env = {...process.env, DEBIAN_FRONTEND: 'noninteractive'};
  const quiet = {stdio: ['ignore', 'ignore', 'inherit'], env};
  execFileSync('apt-get', ['update', '-qq'], quiet);
  execFileSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', name], quiet);
}
