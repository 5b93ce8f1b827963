import {findChromium, findFirefox} from '../find-browser.mjs';
import {findRedis} from '../find-redis.mjs';
import {findWebKit} from '../find-webkit.mjs';
import {findLivekitServer} from '../livekit-server.mjs';

/**
 * Installs what the checks need and a bare machine lacks: browsers (WebKitGTK with its WebDriver and Xvfb) and redis-server by
 * apt, as root, and a livekit-server built with Go.
 */
console.log(findChromium());
console.log(findFirefox());
console.log(findWebKit());
console.log(findRedis());
console.log(await findLivekitServer());
