import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {after, before, test} from 'node:test';
import {siteMap} from '../../scripts/site/site-map.mjs';
import {DESKTOP, PHONE, startSite} from './rig.mjs';

/** axe on pages of each kind; in `npm run test:long`, on every page, on each screen, light and dark. */
const AXE = readFileSync('node_modules/axe-core/axe.min.js', 'utf8');
const SAMPLE = ['index', 'start/wordpress', 'guides/floating', 'reference/attributes'];
const isLong = Boolean(process.env.SITE_LONG);

const pages = siteMap().flatMap((group) => group.pages.map(({path}) => path.replace('.md', '')));
const SCREENS = {desktop: DESKTOP, phone: PHONE};
const cases = isLong
  ? ['index', ...pages].flatMap((path) =>
      Object.keys(SCREENS).flatMap((screen) => ['light', 'dark'].map((scheme) => [path, screen, scheme])),
    )
  : SAMPLE.map((path, index) => [path, index % 2 ? 'phone' : 'desktop', index < 2 ? 'light' : 'dark']);

let site;
before(async () => {
  site = await startSite();
});
after(() => site?.stop());

for (const [path, screen, scheme] of cases) {
  test(`axe finds nothing: ${path}, ${screen}, ${scheme}`, async (t) => {
    const {page} = await site.open(`${path}.html`, {viewport: SCREENS[screen], scheme});
    t.after(() => page.close());
    await page.evaluate(AXE);
    // The avatars in the frames have tests of their own.
    const {violations} = await page.evaluate(() => axe.run(document, {iframes: false}));
    assert.deepEqual(
      violations.map(({id, nodes}) => `${id}: ${nodes.map(({html}) => html.slice(0, 200)).join(' | ')}`),
      [],
    );
    assert.ok(
      await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth),
      'The page is wider than its window.',
    );
  });
}
