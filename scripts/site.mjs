import {spawnSync} from 'node:child_process';
import {existsSync} from 'node:fs';
import {build, createServer} from 'vitepress';
import {fail} from './docs/fail.mjs';
import {brokenLinks} from './site/broken-links.mjs';

/**
 * The documentation site. Its examples run on the built element.
 *
 *     npm run docs          serves it at http://localhost:5173, and shows each change at once
 *     npm run docs:build    writes it to docs/.vitepress/dist, and fails where a link leads nowhere
 */
const FOLDER = 'docs';
const OUTPUT = 'docs/.vitepress/dist';

if (!existsSync('dist/cdn/heygen-avatar.js')) spawnSync('npm', ['run', 'build'], {stdio: 'inherit'});

if (process.argv[2] === 'serve') {
  const server = await createServer(FOLDER);
  await server.listen();
  server.printUrls();
} else {
  await build(FOLDER);
  const broken = brokenLinks(OUTPUT);
  if (broken.length > 0) fail(`Links of the site lead nowhere:\n${broken.join('\n')}`);
}
