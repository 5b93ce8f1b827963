import {findChromium, findFirefox} from '../find-browser.mjs';
import {findWebKit} from '../find-webkit.mjs';
import {findLivekitServer} from '../livekit-server.mjs';

/** Installs what the checks need and a bare machine lacks: browsers by apt, as root, and a livekit-server built with Go. */
console.log(findChromium());
console.log(findFirefox());
console.log(findWebKit());
console.log(await findLivekitServer());
