import {LIT_GLOBALS} from './lit-globals.js';

/**
 * An element such as `<a id="litHtmlVersions">` becomes a global, and a library that looks for its own of that name fails. A
 * property of the window's own goes before it. These are the names that lit and zod look for, and most pages do not have.
 * Imported before anything else.
 */
const LIBRARIES = ['__zod_globalConfig', '__zod_globalRegistry', ...LIT_GLOBALS];

/** What some browsers have. Where one is no property of the window's own, it is an element too; other scripts ask with `in`. */
const BROWSER =
  'RTCRtpScriptTransform documentPictureInPicture requestIdleCallback trustedTypes webkitAudioContext';

for (const name of [...LIBRARIES, ...BROWSER.split(' ').filter((each) => each in globalThis)]) {
  if (!globalThis.document || Object.hasOwn(globalThis, name)) continue;
  Reflect.defineProperty(globalThis, name, {configurable: true, writable: true}); // not where the page has frozen its window
}
