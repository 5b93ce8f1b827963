import {createHash} from 'node:crypto';
import {once} from 'node:events';
import {readFile} from 'node:fs/promises';
import {createServer} from 'node:http';
import {setTimeout as delay} from 'node:timers/promises';
import {fileURLToPath} from 'node:url';
import {build} from 'esbuild';
import sirv from 'sirv';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const HERE = new URL('.', import.meta.url);
const BUNDLE = /^\/(sdk-\w+)\.bundle\.js$/;
const WEBSOCKET_GUID = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';
const TOKEN_PATHS = ['/api/avatar-token', '/api/liveavatar-token'];
const PLACEHOLDER = '<!-- avatars -->';

/**
 * Answers every call by `handle(Request): Promise<Response>`; where that rejects, the connection breaks. A browser that asks
 * whether another origin may call gets its answer after `preflightMs`; `preflights` has the paths that were asked for.
 */
export async function serveHandler(handle, {preflightMs = 0} = {}) {
  const preflights = [];
  const server = await listen(async (incoming, outgoing) => {
    if (incoming.method === 'OPTIONS') {
      preflights.push(incoming.url);
      await delay(preflightMs);
    }
    await answer(incoming, outgoing, handle);
  });
  return {...server, preflights};
}

/**
 * Serves the page with the avatars that its address asks for, the built element, and the token endpoint, which a real
 * site has on its own origin.
 */
export async function servePages(handleToken) {
  const files = sirv(ROOT, {dev: true});
  const [template, strict] = await Promise.all(
    ['page.html', 'strict-page.html'].map((name) => readFile(new URL(name, HERE), 'utf8')),
  );
  return listen(async (incoming, outgoing) => {
    const {pathname, searchParams} = new URL(incoming.url, 'http://localhost');
    if (pathname === '/') {
      const policy = searchParams.get('policy');
      const page = (policy ? strict : template).replace(PLACEHOLDER, searchParams.get('avatars') ?? '');
      const headers = policy ? {'content-security-policy': policy} : {};
      outgoing.writeHead(200, {'content-type': 'text/html; charset=utf-8', ...headers}).end(page);
    } else if (BUNDLE.test(pathname)) {
      const code = await bundle(BUNDLE.exec(pathname)[1]);
      outgoing.writeHead(200, {'content-type': 'text/javascript; charset=utf-8'}).end(code);
    } else if (TOKEN_PATHS.includes(pathname)) {
      await answer(incoming, outgoing, handleToken);
    } else {
      files(incoming, outgoing, () => outgoing.writeHead(404).end());
    }
  });
}

const bundles = new Map();

/** A script of this folder with all that it imports, for a browser. */
function bundle(name) {
  if (!bundles.has(name)) bundles.set(name, makeBundle(name));
  return bundles.get(name);
}

async function makeBundle(name) {
  const entry = fileURLToPath(new URL(`${name}.js`, HERE));
  const {outputFiles} = await build({
    entryPoints: [entry],
    bundle: true,
    format: 'esm',
    minify: true,
    write: false,
    logLevel: 'error',
  });
  return outputFiles[0].text;
}

/**
 * The address of a page with these avatars, each with its attributes; `true` is an attribute without a value. It may be
 * under a Content-Security-Policy.
 */
export function pageUrl(origin, avatars, policy) {
  const url = new URL('/', origin);
  url.searchParams.set('avatars', avatars.map(tag).join('\n'));
  if (policy) url.searchParams.set('policy', policy);
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
  const sockets = new WebSockets(server);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    origin: `http://127.0.0.1:${server.address().port}`,
    sockets,
    async stop() {
      server.close();
      server.closeAllConnections();
      sockets.close();
      await once(server, 'close');
    },
  };
}

/** Lets every WebSocket in and says nothing there: HeyGen's SDK wants such a one for its chat. */
class WebSockets {
  /** The paths of those that were asked for. */
  asked = [];
  /** Whether they are refused instead. */
  isRefusing = false;
  #open = new Set();

  constructor(server) {
    server.on('upgrade', ({headers, url}, socket) => {
      this.asked.push(url);
      if (this.isRefusing) socket.end('HTTP/1.1 503 Service Unavailable\r\nConnection: close\r\n\r\n');
      else this.#accept(headers['sec-websocket-key'], socket);
    });
  }

  close() {
    for (const socket of this.#open) socket.destroy();
  }

  #accept(key, socket) {
    const accept = createHash('sha1')
      .update(key + WEBSOCKET_GUID)
      .digest('base64');
    socket.write(
      `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\n\r\n`,
    );
    this.#open.add(socket);
    // What the page says is read and dropped; when it closes, so does this side.
    socket.on('error', () => {}).on('close', () => this.#open.delete(socket));
    socket.on('data', () => socket.end());
  }
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
    // A page may go before its call has arrived, and the server rejects where a connection is to break. Anything else is
    // a fault of the rig, and to be seen.
    if (!incoming.aborted && error.message !== 'Failed to fetch') console.error(error);
    outgoing.destroy();
  }
}
