import {existsSync, readdirSync, readFileSync, statSync} from 'node:fs';
import {join} from 'node:path';

/** The links, images and scripts of a built site that lead nowhere: to a file that is not there, or to an id that its page lacks. */
export function brokenLinks(folder) {
  const pages = new Map(
    readdirSync(folder, {recursive: true, encoding: 'utf8'})
      .filter((file) => file.endsWith('.html'))
      .map((file) => [`/${file}`, readFileSync(join(folder, file), 'utf8')]),
  );
  return [...pages].flatMap(([path, html]) =>
    targetsOf(html)
      .filter((target) => !leadsSomewhere(target, path))
      .map((target) => `${path}: ${target}`),
  );

  function leadsSomewhere(target, from) {
    const {pathname, hash} = new URL(target, `http://site${from}`);
    const file = decodeURI(pathname.endsWith('/') ? `${pathname}index.html` : pathname);
    const page = pages.get(file);
    if (!page) return existsSync(join(folder, file)) && statSync(join(folder, file)).isFile();
    return hash === '' || page.includes(` id="${decodeURIComponent(hash.slice(1))}"`);
  }
}

/** The addresses of the site itself, each once. */
function targetsOf(html) {
  const all = [...html.matchAll(/<[a-z][^>]*?\s(?:href|src)="([^"]+)"/g)];
  const targets = all.map(([, target]) => target.replaceAll('&amp;', '&'));
  return [...new Set(targets)].filter((target) => !/^([a-z]+:|\/\/)/i.test(target));
}
