/** The address of a picture for each `poster` of the examples, which name files of a site that is not there. */
const POSTER = '/poster.svg';
/** Addresses that mean an owner's server: in an example, the sandbox answers instead. */
const SERVER_ATTRIBUTES = ['token-url', 'stop-url', 'api-url'];

/**
 * The document in which an example of the documentation runs: its HTML with each avatar on the sandbox. Before the visitor presses
 * something, nothing but the element itself is loaded.
 */
export function examplePage(html: string, isDark: boolean): string {
  const template = document.createElement('template');
  template.innerHTML = html;
  for (const script of template.content.querySelectorAll('script[src], script[type=importmap]'))
    script.remove();
  for (const avatar of template.content.querySelectorAll('heygen-avatar')) {
    for (const name of SERVER_ATTRIBUTES) avatar.removeAttribute(name);
    // An example that starts a sandbox of its own says which of its servers the avatar has.
    if (!html.includes('startSandbox(')) avatar.setAttribute('backend', 'sandbox');
    if (!avatar.hasAttribute('preload')) avatar.setAttribute('preload', 'none');
    if (avatar.hasAttribute('poster')) avatar.setAttribute('poster', POSTER);
  }
  const body = template.innerHTML.replaceAll("'/heygen-avatar/", "'/cdn/");
  return `<!doctype html>
<html lang="en" style="color-scheme: ${isDark ? 'dark' : 'light'}">
<head>
<meta charset="utf-8" />
<title>Example</title>
<style>
html { font: 16px/1.5 system-ui, sans-serif; background: transparent; }
body { margin: 0; padding: 16px; overflow-x: hidden; }
body > :first-child { margin-block-start: 0; }
button { font: inherit; margin: 0 8px 8px 0; padding: 4px 12px; }
heygen-avatar:not([mode='floating']) { margin-block-end: 8px; }
</style>
<script type="module" src="/cdn/heygen-avatar.js"></script>
</head>
<body>${body}</body>
</html>`;
}
