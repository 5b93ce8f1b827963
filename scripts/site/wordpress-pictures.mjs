import {execFileSync} from 'node:child_process';
import {mkdirSync} from 'node:fs';
import {resolve} from 'node:path';
import {launchChromium} from '../../test/support/chromium.mjs';
import {PASSWORD, startWordPress} from '../../test/support/wordpress-server.mjs';

/**
 * `npm run docs:wordpress`: takes the pictures of docs/start/wordpress.md anew, in a real WordPress with the plugin from its zip.
 * Needs `npm run build` before, and root for Debian's WordPress.
 */
const FOLDER = 'docs/public/wordpress';
const ZIP = resolve('dist/heygen-avatar-wordpress.zip');
const AVATAR = '073b60a9-0000-4000-8000-000000000000';

execFileSync(process.execPath, ['scripts/wordpress-plugin.mjs']);
mkdirSync(FOLDER, {recursive: true});
const site = await startWordPress({apiUrl: 'http://127.0.0.1:9'});
const browser = await launchChromium();
try {
  const page = await browser.newPage();
  await page.setViewport({width: 1000, height: 640});
  await logIn(page);
  await upload(page);
  await settings(page);
  await block(page);
} finally {
  await browser.close();
  await site.stop();
}

async function logIn(page) {
  await page.goto(`${site.origin}/wp-login.php`);
  await page.type('#user_login', 'administrator');
  await page.type('#user_pass', PASSWORD);
  await go(page, '#wp-submit');
}

async function upload(page) {
  await page.goto(`${site.origin}/wp-admin/plugin-install.php?tab=upload`);
  await (await page.$('#pluginzip')).uploadFile(ZIP);
  await take(page, 'upload');
  await Promise.all([
    page.waitForNavigation({timeout: 60_000}),
    page.$eval('form.wp-upload-form', (form) => form.requestSubmit()),
  ]);
  await go(page, 'a.button-primary[href*="action=activate"]');
}

async function settings(page) {
  await page.goto(`${site.origin}/wp-admin/options-general.php?page=heygen-avatar`);
  await page.type('#heygen-api_key', 'your-key');
  await page.type('#heygen-avatar_id', AVATAR);
  await take(page, 'settings');
  await go(page, '#submit');
}

async function block(page) {
  await page.setViewport({width: 1200, height: 700});
  await page.goto(`${site.origin}/wp-admin/post-new.php?post_type=page`);
  await page.waitForFunction(() => window.wp?.blocks?.getBlockType('heygen-avatar/avatar'));
  await page.evaluate(async () => {
    const {dispatch} = wp.data;
    dispatch('core/preferences').set('core/edit-post', 'welcomeGuide', false);
    const added = wp.blocks.createBlock('heygen-avatar/avatar', {greeting: 'Welcome!'});
    await dispatch('core/editor').editPost({title: 'Talk to us'});
    await dispatch('core/block-editor').insertBlocks([added]);
    await dispatch('core/edit-post').openGeneralSidebar('edit-post/block');
  });
  await page.waitForSelector('[data-type="heygen-avatar/avatar"]');
  await page.waitForSelector('.block-editor-block-inspector input');
  await take(page, 'block');
}

function go(page, selector) {
  return Promise.all([page.waitForNavigation(), page.click(selector)]);
}

function take(page, name) {
  return page.screenshot({path: `${FOLDER}/${name}.webp`, type: 'webp', quality: 70});
}
