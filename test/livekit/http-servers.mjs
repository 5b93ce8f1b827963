import {once} from 'node:events';
import {readFile} from 'node:fs/promises';
import {createServer} from 'node:http';
import {setTimeout as delay} from 'node:timers/promises';
import {fileURLToPath} from 'node:url';
import sirv from 'sirv';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const HERE = new URL('.', import.meta.url);
const PLACEHOLDER = '<!-- avatars -->';

/**
 * Answers every call by `handle(Request): Promise<Response>`; where that rejects, the connection breaks. A browser that asks
 * whether another origin may call gets its answer after `preflightMs`.
 */
export function serveHandler(handle, {preflightMs = 0} = {}) {
  return listen(async (incoming, outgoing) => {
    if (incoming.method === 'OPTIONS') await delay(preflightMs);
    await answer(incoming, outgoing, handle);
  });
}

/**
 * Serves the page with the avatars that its address asks for, the built element, and the token endpoint, which a real
 * site has on its own origin.
 */
export async function servePages(handleToken) {
  const files = sirv(ROOT, {dev: true});
  const template = await readFile(new URL('page.html', HERE), 'utf8');
  return listen(async (incoming, outgoing) => {
    const {pathname, searchParams} = new URL(incoming.url, 'http://localhost');
    if (pathname === '/') {
      const page = template.replace(PLACEHOLDER, searchParams.get('avatars') ?? '');
      outgoing.writeHead(200, {'content-type': 'text/html; charset=utf-8'}).end(page);
    } else if (pathname === '/api/avatar-token') {
      await answer(incoming, outgoing, handleToken);
    } else {
      files(incoming, outgoing, () => outgoing.writeHead(404).end());
    }
  });
}

/** The address of a page with these avatars, each with its attributes; `true` is an attribute without a value. */
export function pageUrl(origin, avatars) {
  const url = new URL('/', origin);
  url.searchParams.set('avatars', avatars.map(tag).join('\n'));
  return url.href;
}

function tag(attributes) {
  const written = Object.entries(attributes).map(([name, value]) =>
    value === true ? name : `${name}="${String(value).replaceAll('&', '&amp;').replaceAll('"', '&quot;')}"`,
  );
  return `<heygen-avatar ${written.join(' ')}></heygen-avatar>`;
}

async function listen(onRequest) {
  const server = createServer((incoming, outgoing) => void onRequest(incoming, outgoing));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    origin: `http://127.0.0.1:${server.address().port}`,
    async stop() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

async function answer(incoming, outgoing, handle) {
  try {
    const {method, headers, url} = incoming;
    const body = Buffer.concat(await incoming.toArray());
    const init = method === 'POST' ? {method, headers, body} : {method, headers};
    const response = await handle(new Request(new URL(url, `http://${headers.host}`), init));
    outgoing.writeHead(response.status, Object.fromEntries(response.headers));
    outgoing.end(Buffer.from(await response.arrayBuffer()));
  } catch (error) {
    // A page may go before its call has arrived, and the far end rejects where a connection is to break. Anything else is
    // a fault of the rig, and to be seen.
    if (!incoming.aborted && error.message !== 'Failed to fetch') console.error(error);
    outgoing.destroy();
  }
}
