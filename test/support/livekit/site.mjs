import {readFile} from 'node:fs/promises';
import {fileURLToPath} from 'node:url';
import sirv from 'sirv';
import {browserBundle} from '../browser-bundle.mjs';
import {listen} from '../http-server.mjs';
import {answer} from './api-server.mjs';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const HERE = new URL('.', import.meta.url);
const BUNDLE = /^\/(sdk-\w+)\.bundle\.js$/;
const TOKEN_PATHS = ['/api/avatar-token', '/api/liveavatar-token'];
const PLACEHOLDER = '<!-- avatars -->';

/**
 * The site owner's server: the page with the avatars that its address names, the built element, and the token endpoint, which
 * a real site has on its own origin.
 */
export async function serveSite(handleToken) {
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

/** The address of a page with these avatars, each a set of attributes. With `policy` the page has this Content-Security-Policy. */
export function pageUrl(origin, avatars, policy) {
  const url = new URL('/', origin);
  url.searchParams.set('avatars', avatars.map(avatarTag).join('\n'));
  if (policy) url.searchParams.set('policy', policy);
  return url.href;
}

/** An avatar with these attributes; `true` is one without a value, `null` none. */
export function avatarTag(attributes) {
  const given = Object.entries(attributes).filter(([, value]) => value !== null);
  const written = given.map(([name, value]) =>
    value === true ? name : `${name}="${String(value).replaceAll('&', '&amp;').replaceAll('"', '&quot;')}"`,
  );
  return `<heygen-avatar ${written.join(' ')}></heygen-avatar>`;
}

const bundles = new Map();

/** A script of this folder, bundled for a browser once a process. */
function bundle(name) {
  if (!bundles.has(name)) bundles.set(name, browserBundle(fileURLToPath(new URL(`${name}.js`, HERE))));
  return bundles.get(name);
}
