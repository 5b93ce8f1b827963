/**
 * An element such as `<a id="litHtmlVersions">` becomes a global, and a library that looks for its own of that name fails. A
 * property of the window's own goes before it. The names are those that lit and zod look for, and what only some browsers have.
 * Imported before anything else.
 */
const NAMES = /^(lit[A-Z]|reactiveEl|Shady|__zod|trustedT|requestIdle|documentPic|webkitAudio|RTCRtpScr)/;

for (const element of globalThis.document?.querySelectorAll('[id],[name]') ?? []) {
  for (const name of [element.id, element.getAttribute('name') ?? '']) {
    if (NAMES.test(name) && !Object.hasOwn(globalThis, name))
      Reflect.defineProperty(globalThis, name, {configurable: true, writable: true});
  }
}
