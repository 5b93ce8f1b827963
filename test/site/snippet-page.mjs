import {build} from 'esbuild';

/** Makes pages of the snippets of the documentation: each as a reader would have it, with the sandbox in place of their server. */

/** The document for a block of HTML. `cdn` is the address of the built files, `picture` that of a picture. */
export function pageOf(html, {cdn, picture}) {
  const body = html
    .replaceAll(/src="[^"]*?(heygen-avatar(?:\.classic)?\.js(?:\?[^"]*)?)"/g, `src="${cdn}/$1"`)
    .replaceAll(/'\/heygen-avatar\/(tools|sandbox)\.js'/g, `'${cdn}/$1.js'`)
    .replaceAll(/\s(token-url|stop-url|api-url)="[^"]*"/g, (_, name) =>
      name === 'token-url' ? ' backend="sandbox"' : '',
    )
    .replaceAll(/\sposter="[^"]*"/g, ` poster="${picture}"`);
  const script = `<script type="module" src="${cdn}/heygen-avatar.js"></script>`;
  // Some blocks are one half of a page: the script is in another block, or the element, or the page's own button.
  const halves = [
    /heygen-avatar[\w.]*\.js/.test(html) ? '' : script,
    html.includes('id="tour"') ? '' : '<button type="button" id="tour">Tour</button>',
    body,
    html.includes('<heygen-avatar') ? '' : '<heygen-avatar backend="sandbox"></heygen-avatar>',
  ];
  return `<!doctype html><html lang="en"><title>Snippet</title><link rel="icon" href="data:,">${halves.join('\n')}`;
}

/** What a page's own code brings: the names that the blocks of JavaScript use, and answers of its server. */
const WORLD = `
import 'heygen-avatar';
import {startSandbox} from 'heygen-avatar/sandbox';
import * as z from 'zod/mini';
const ownFetch = fetch;
const answers = {'/api/answer': 'Ten euros.', '/api/prices/visit': '"Ten euros."'};
Object.assign(window, {
  z,
  startSandbox,
  avatar: document.querySelector('heygen-avatar'),
  consentManager: {ask: async () => true, has: () => false},
  myAnswer: async () => 'Ten euros.',
  offerCallback() {},
  plausible() {},
  heard: [],
  fetch: (input, init) =>
    answers[input] === undefined ? ownFetch(input, init) : Promise.resolve(new Response(answers[input])),
});
document.addEventListener('avatar-message', ({role, text, final}) => {
  if (role === 'avatar' && final) heard.push(text);
});
`;

/**
 * Bundles the blocks of JavaScript with the package as npm has it, and the world around them. Returns the files by their names:
 * `world.js`, and `0.js` and so on for the blocks.
 */
export async function bundle(codes) {
  const sources = new Map([['world', WORLD], ...codes.map((code, index) => [String(index), code])]);
  const {outputFiles} = await build({
    entryPoints: [...sources.keys()].map((name) => ({in: `snippet:${name}`, out: name})),
    bundle: true,
    splitting: true,
    format: 'esm',
    write: false,
    outdir: '/',
    logLevel: 'silent',
    plugins: [
      {
        name: 'snippets',
        setup(plugin) {
          plugin.onResolve({filter: /^snippet:/}, ({path}) => ({path: path.slice(8), namespace: 'snippet'}));
          plugin.onLoad({filter: /.*/, namespace: 'snippet'}, ({path}) => ({
            contents: `${sources.get(path)}\nexport {};`,
            resolveDir: process.cwd(),
          }));
        },
      },
    ],
  });
  return new Map(outputFiles.map(({path, text}) => [path.slice(1), text]));
}
