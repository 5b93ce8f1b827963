import {mkdirSync, readdirSync, readFileSync, writeFileSync} from 'node:fs';
import {zipSync} from 'fflate';
import {compiled, template, translations} from './wordpress-words.mjs';

/** Packs the plugin for WordPress with the script-tag build: `npm run wordpress`. Needs `npm run build` before. */
const PLUGIN = 'integrations/wordpress';
const BUILD = 'dist/cdn';
const OUT = 'dist/heygen-avatar-wordpress.zip';

const {version} = JSON.parse(readFileSync('package.json', 'utf8'));
const isShipped = (file) => /\.(js|txt)$/.test(file);
const files = {
  'heygen-avatar.php': withVersion(`${PLUGIN}/heygen-avatar.php`),
  'block.js': readFileSync(`${PLUGIN}/block.js`),
  'readme.txt': withVersion(`${PLUGIN}/readme.txt`),
  LICENSE: readFileSync('LICENSE'),
  'languages/heygen-avatar.pot': Buffer.from(template()),
};
for (const [locale, texts] of translations()) files[`languages/heygen-avatar-${locale}.mo`] = compiled(texts);
for (const file of readdirSync(BUILD).filter(isShipped))
  files[`js/${file}`] = readFileSync(`${BUILD}/${file}`);
const entries = Object.entries(files).map(([name, data]) => [`heygen-avatar/${name}`, new Uint8Array(data)]);
mkdirSync('dist', {recursive: true});
writeFileSync(OUT, zipSync(Object.fromEntries(entries)));
console.log(OUT);

/** The sources have 0.0.0 where the package has its version. */
function withVersion(file) {
  return Buffer.from(readFileSync(file, 'utf8').replaceAll('0.0.0', version));
}
