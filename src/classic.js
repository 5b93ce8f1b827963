/**
 * The script for pages whose editor or policy takes no `type="module"`. It loads the module that lies beside it, with the same
 * `?allow=`. It knows its own address while it runs, also in an `async` or `defer` tag.
 */
/* oxlint-disable no-console -- there is no element yet that could show a problem */
(() => {
  const {currentScript} = document;
  const own = currentScript && currentScript.src;
  if (!own) {
    console.error(
      'heygen-avatar.classic.js needs a script tag with its address: <script src="…/heygen-avatar.classic.js">.',
    );
    return;
  }
  const entry = new URL('heygen-avatar.js', own);
  entry.search = new URL(own).search;
  import(entry.href).catch((error) => console.error(`${entry.href} could not be loaded.`, error));
})();
