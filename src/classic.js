/**
 * The script for pages whose editor or policy takes no `type="module"`. It loads the module that lies beside it, with the same
 * `?allow=`. It knows its own address while it runs, also in an `async` or `defer` tag. It asks the browser itself for its tag: an
 * image named `currentScript` hides the property of the document, and markup must not choose what is loaded.
 */
/* oxlint-disable no-console -- there is no element yet that could show a problem */
(() => {
  const script = Reflect.get(Document.prototype, 'currentScript', document);
  const own = script && script.src;
  if (!/^[\w+.-]+:\/\//.test(own)) {
    console.error(
      'heygen-avatar.classic.js needs a script tag with its address: <script src="…/heygen-avatar.classic.js">.',
    );
    return;
  }
  const entry = new URL('heygen-avatar.js', own);
  entry.search = new URL(own).search;
  import(entry.href).catch((error) => console.error(`${entry.href} could not be loaded.`, error));
})();
