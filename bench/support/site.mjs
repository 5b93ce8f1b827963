import {existsSync, readFileSync} from 'node:fs';
import {extname, join, normalize} from 'node:path';
import {fileURLToPath} from 'node:url';
import {gzipSync} from 'node:zlib';
import {browserBundle} from '../../test/support/browser-bundle.mjs';
import {listen} from '../../test/support/http-server.mjs';
import {answer} from '../../test/support/livekit/api-server.mjs';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const CDN = join(ROOT, 'dist/cdn');
const CLIENTS = join(ROOT, 'bench/clients');
const CLIENT = /^\/clients\/([\w-]+)\.js$/;
const TYPES = {'.js': 'text/javascript; charset=utf-8', '.html': 'text/html; charset=utf-8'};
/** A version of a file has an address of its own, as at a CDN. */
const FOR_EVER = 'public, max-age=31536000, immutable';

/**
 * A site as a careful owner serves it: everything in gzip 9, the files cached for ever, the token endpoint on the page's own
 * origin. `/` is a page with the `head` and the `body` that its address names.
 */
export async function serveSite(handleToken) {
  const template = readFileSync(new URL('../page.html', import.meta.url), 'utf8');
  const cache = new Map();
  const compressed = async (path) => {
    if (!cache.has(path)) cache.set(path, gzipSync(await contentOf(path), {level: 9}));
    return cache.get(path);
  };
  return listen(async (incoming, outgoing) => {
    const {pathname, searchParams} = new URL(incoming.url, 'http://localhost');
    const send = (bytes, type, caching) => {
      const headers = {'content-type': type, 'content-encoding': 'gzip', 'cache-control': caching};
      outgoing.writeHead(200, headers).end(bytes);
    };
    if (pathname === '/') {
      const page = template.replace('<!-- head -->', () => searchParams.get('head') ?? '');
      send(
        gzipSync(page.replace('<!-- body -->', () => searchParams.get('body') ?? '')),
        TYPES['.html'],
        'no-store',
      );
    } else if (pathname.startsWith('/api/')) {
      await answer(incoming, outgoing, handleToken);
    } else {
      const bytes = await compressed(pathname).catch(() => null);
      if (bytes) send(bytes, TYPES[extname(pathname)], FOR_EVER);
      else outgoing.writeHead(404).end();
    }
  });
}

/** A built file of the element, or a client with all that it imports in one file. */
async function contentOf(path) {
  const client = CLIENT.exec(path)?.[1];
  if (client) return browserBundle(join(CLIENTS, `${client}.js`));
  const file = normalize(join(CDN, path.replace(/^\/cdn\//, '')));
  if (!file.startsWith(CDN) || !existsSync(file)) throw new Error(`There is no ${path}.`);
  return readFileSync(file);
}
