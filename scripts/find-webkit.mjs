import {existsSync, readdirSync} from 'node:fs';
import {join} from 'node:path';
import {aptInstall, canApt} from './apt.mjs';
import {givenBy, isExecutable, onPath} from './executables.mjs';

/** Debian's packages: the driver brings the engine and its browser; Mesa draws WebGL without a graphics card. */
const PACKAGES = ['webkit2gtk-driver', 'xvfb', 'libgl1-mesa-dri'];

/** The programs that run WebKitGTK without a screen, which apt installs where one is missing (Debian, as root). */
export function findWebKit() {
  const found = programs();
  if (isComplete(found)) return found;
  if (canApt()) {
    console.log(`No WebKitGTK here: installing Debian’s ${PACKAGES.join(', ')} …`);
    aptInstall(...PACKAGES);
  }
  const fresh = programs();
  if (isComplete(fresh)) return fresh;
  const missing = Object.keys(fresh).filter((name) => !fresh[name]);
  throw new Error(
    `No WebKit: ${missing.join(', ')} not found. Install WebKitGTK with its WebDriver, and Xvfb (on Debian: ` +
      `${PACKAGES.join(' ')}), or set WEBKIT_DRIVER_PATH, WEBKIT_BROWSER_PATH and XVFB_PATH.`,
  );
}

function programs() {
  return {
    driver: givenBy('WEBKIT_DRIVER_PATH') ?? onPath('WebKitWebDriver').find(isExecutable),
    browser: givenBy('WEBKIT_BROWSER_PATH') ?? miniBrowsers().find(isExecutable),
    xvfb: givenBy('XVFB_PATH') ?? onPath('Xvfb').find(isExecutable),
  };
}

const isComplete = (found) => Object.values(found).every(Boolean);

/** WebKitGTK's own small browser, newest API first: it is not on the PATH. */
function miniBrowsers() {
  return ['/usr/lib', '/usr/libexec', ...subfolders('/usr/lib', /-linux-gnu/)]
    .flatMap((folder) => subfolders(folder, /^webkit2?gtk-\d/))
    .toSorted()
    .toReversed()
    .map((folder) => join(folder, 'MiniBrowser'));
}

function subfolders(folder, pattern) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => pattern.test(name))
    .map((name) => join(folder, name));
}
