import {readFileSync} from 'node:fs';
import {isExecutable, onPath} from '../executables.mjs';
import {aptInstall, canApt, findChromium, findFirefox} from '../find-browser.mjs';
import {findLivekitServer} from '../livekit-server.mjs';

/** Installs what the checks need and a bare machine lacks: browsers by apt, as root, and a livekit-server built with Go. */
const {scripts} = JSON.parse(readFileSync('package.json', 'utf8'));

console.log(findChromium());
console.log(findFirefox());
if ('test:webkit' in scripts) installWebKit();
console.log(await findLivekitServer());

function installWebKit() {
  const isThere = ['WebKitWebDriver', 'Xvfb'].every((name) => onPath(name).some(isExecutable));
  if (!isThere && canApt()) aptInstall('webkit2gtk-driver', 'xvfb');
}
