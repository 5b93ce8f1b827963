import {readFileSync} from 'node:fs';

const GUIDE = new URL('../../docs/guides/csp.md', import.meta.url);

/** What docs/guides/csp.md prints in `language` for a kind of site, with a test's addresses in the place of the real ones. */
export function documented(language, site, addresses = {}) {
  const [, text] =
    new RegExp(`\`\`\`${language} ${site}\n([^]*?)\`\`\``).exec(readFileSync(GUIDE, 'utf8')) ?? [];
  if (text === undefined) throw new Error(`docs/guides/csp.md has no ${language} for ${site}.`);
  return Object.entries(addresses).reduce((all, [real, ours]) => {
    if (!all.includes(real))
      throw new Error(`The ${language} for ${site} in docs/guides/csp.md does not name ${real}.`);
    return all.replaceAll(real, ours);
  }, text);
}

/** The headers that docs/guides/csp.md prints for a kind of site: the lines that begin with a space go on with the one before. */
export function documentedHeaders(site, addresses) {
  const lines = documented('http', site, addresses).replace(/\n\s+/g, ' ').trim().split('\n');
  return Object.fromEntries(lines.map((line) => /^([\w-]+): *(.*)$/.exec(line).slice(1)));
}

/** The policy of a static page, which is the strictest. */
export const documentedPolicy = (addresses) =>
  documentedHeaders('static', addresses)['Content-Security-Policy'];
