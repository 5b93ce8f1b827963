import {join} from 'node:path';
import {after, before, test} from 'node:test';
import sirv from 'sirv';
import {launchChromium} from '../support/chromium.mjs';
import {listen} from '../support/http-server.mjs';
import {goThrough, openPage} from './app-page.mjs';
import {installApp} from './packed-package.mjs';

/**
 * The applications that users copy: installed, checked by their own tools, built, and driven to live and to the end, with a quiet
 * console. test/integration/next.test.mjs has the one of Next.js, which needs a server.
 */

const isQuick = Boolean(process.env.INTEGRATION_QUICK);
/** The only one without a build. */
const IN_CI = ['html'];

let browser;
before(async () => {
  browser = await launchChromium();
});
after(() => browser?.close());

for (const [name, output] of [
  ['html', '.'],
  ['react', 'dist'],
  ['vue', 'dist'],
  ['svelte', 'dist'],
  ['astro', 'dist'],
  ['angular', 'dist/example-angular/browser'],
]) {
  const skip = isQuick && !IN_CI.includes(name);
  test(`examples/${name}: builds without a complaint, and goes live`, {skip}, async (t) => {
    const files = sirv(join(installApp(name, {from: 'examples'}), output), {dev: true});
    const server = await listen((request, response) =>
      files(request, response, () => response.writeHead(404).end()),
    );
    t.after(() => server.stop());
    await goThrough(await openPage(t, browser, `${server.origin}/`));
  });
}
