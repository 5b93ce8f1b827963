import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import {mkdirSync, rmSync, writeFileSync} from 'node:fs';
import {resolve} from 'node:path';
import {after, before, test} from 'node:test';
import {launchChromium} from '../support/chromium.mjs';
import {defined, press, reaches} from '../support/frame-actions.mjs';
import {startRig} from '../support/livekit/rig.mjs';
import {until} from '../support/waiting.mjs';
import {PASSWORD, startWordPress} from '../support/wordpress-server.mjs';
import {AVATAR} from '../token-server/fake-api.mjs';

/**
 * The plugin in a real WordPress, from its zip to its end: installed, configured, used by authors and visitors, deleted. Each
 * test needs those before it. LiveAvatar is the fake API with rooms on a real LiveKit server.
 */
const KEY = 'sk-key-of-the-owner';
const ZIP = resolve('dist/heygen-avatar-wordpress.zip');
/** What WordPress's filters change elsewhere: quotes, dashes, smileys, shortcodes, entities, tags. */
const GREETING = `Tom & "Jerry's" -- 5 > 4 [gallery] :) ... <3 <b>x</b> 'ok'`;
const LIVEAVATAR = 'https://api.liveavatar.com';

let rig;
let site;
let browser;
const addresses = {};

before(async () => {
  execFileSync(process.execPath, ['scripts/wordpress-plugin.mjs']);
  rig = await startRig();
  site = await startWordPress({apiUrl: rig.apiUrl});
  browser = await launchChromium({isAutoplayAllowed: true});
});
after(async () => {
  await browser?.close();
  await site?.stop();
  await rig?.stop();
});

/** Runs `work` with a page on which a user of this role is logged in. */
async function as(role, work) {
  const context = await browser.createBrowserContext();
  const page = await context.newPage();
  try {
    await page.goto(`${site.origin}/wp-login.php`);
    await page.$eval(
      '#loginform',
      (form, role, password) => {
        form.log.value = role;
        form.pwd.value = password;
      },
      role,
      PASSWORD,
    );
    await Promise.all([page.waitForNavigation(), page.click('#wp-submit')]);
    return await work(page);
  } finally {
    await context.close();
  }
}

const go = (page, selector) => Promise.all([page.waitForNavigation(), page.click(selector)]);

/** Opens a page as a visitor, whose calls of LiveAvatar reach the fake API. */
async function visit(t, address) {
  const context = await browser.createBrowserContext();
  t.after(() => context.close());
  const page = await context.newPage();
  await page.setRequestInterception(true);
  page.on('request', (request) => void passOn(request));
  await page.goto(address);
  return page;
}

async function passOn(request) {
  if (!request.url().startsWith(LIVEAVATAR)) return request.continue();
  const init = {method: request.method(), headers: request.headers(), body: request.postData()};
  const response = await fetch(request.url().replace(LIVEAVATAR, rig.apiUrl), init);
  return request.respond({
    status: response.status,
    headers: Object.fromEntries(response.headers),
    body: await response.text(),
  });
}

test('an administrator installs the zip and activates it', async () => {
  await as('administrator', async (page) => {
    await page.goto(`${site.origin}/wp-admin/plugin-install.php?tab=upload`);
    const input = await page.$('#pluginzip');
    await input.uploadFile(ZIP);
    await page.evaluate(() => (document.querySelector('#install-plugin-submit').disabled = false));
    await page.waitForSelector('#install-plugin-submit', {visible: false});
    await Promise.all([
      page.waitForNavigation({timeout: 60_000}),
      page.$eval('form.wp-upload-form', (form) => form.requestSubmit()),
    ]);
    await go(page, 'a.button-primary[href*="action=activate"]');
    assert.ok(await page.$('#the-list tr.active[data-slug="heygen-avatar"]'));
  });
});

test('an administrator enters key and avatar; no page shows the key again; an editor may not', async () => {
  const settings = `${site.origin}/wp-admin/options-general.php?page=heygen-avatar`;
  await as('administrator', async (page) => {
    await page.goto(settings);
    await page.type('#heygen-api_key', KEY);
    await page.type('#heygen-avatar_id', AVATAR);
    await go(page, '#submit');
    assert.equal(await page.$eval('#heygen-avatar_id', ({value}) => value), AVATAR);
    assert.doesNotMatch(await page.content(), new RegExp(KEY));
    // An empty field keeps the key.
    await go(page, '#submit');
    assert.equal(site.run(`echo get_option('heygen_avatar')['api_key'];`), KEY);
    await page.goto(`${site.origin}/wp-admin/options.php`);
    assert.doesNotMatch(await page.content(), new RegExp(KEY));
  });
  await as('editor', async (page) => {
    const response = await page.goto(settings);
    assert.equal(response.status(), 403);
  });
});

/** Writes a post in the block editor, as its own buttons do, and returns its number. */
function write(page, content) {
  return page.evaluate(async ({greeting, shortcode, status}) => {
    const {dispatch, select} = wp.data;
    const block = shortcode
      ? wp.blocks.createBlock('core/freeform', {content: shortcode})
      : wp.blocks.createBlock('heygen-avatar/avatar', {greeting, chat: false});
    const text = wp.blocks.createBlock('core/paragraph', {content: 'Text after "it" -- here.'});
    await dispatch('core/block-editor').insertBlocks([block, text]);
    await dispatch('core/editor').editPost({title: 'Avatar', status});
    await dispatch('core/editor').savePost();
    return select('core/editor').getCurrentPostId();
  }, content);
}

/** What a contributor writes, somebody else publishes, who has the right to any HTML. */
for (const [role, status] of [
  ['administrator', 'publish'],
  ['author', 'publish'],
  ['contributor', 'pending'],
]) {
  for (const [kind, content] of [
    ['block', {greeting: GREETING}],
    [
      'shortcode',
      {
        shortcode:
          '[heygen_avatar greeting="Welcome!" chat="no" onclick="alert(1)" token-url="https://evil.example"]',
      },
    ],
  ]) {
    test(`the ${kind} of a user who is ${role} is published as it was written`, async (t) => {
      const id = await as(role, async (page) => {
        await page.goto(`${site.origin}/wp-admin/post-new.php`);
        await page.waitForFunction(() => window.wp?.blocks?.getBlockType('heygen-avatar/avatar'));
        return write(page, {...content, status});
      });
      if (status === 'pending') site.run(`wp_publish_post(${id});`);
      addresses[`${role} ${kind}`] = site.run(`echo get_permalink(${id});`);
      const page = await visit(t, addresses[`${role} ${kind}`]);
      await defined(page);
      const found = await page.$$eval('heygen-avatar', (all) =>
        all.map((each) => Object.fromEntries([...each.attributes].map(({name, value}) => [name, value]))),
      );
      assert.deepEqual(found, [
        {
          'token-url': `${site.origin}/index.php?rest_route=/heygen-avatar/v1/token`,
          'stop-url': `${site.origin}/index.php?rest_route=/heygen-avatar/v1/stop`,
          greeting: content.greeting ?? 'Welcome!',
          controls: '',
          microphone: '',
          captions: '',
        },
      ]);
      // Markup that somebody injects cannot have a token requested elsewhere.
      const permitted = await page.$$eval('head > meta[name="heygen-avatar-allow"]', (all) =>
        all.map(({content}) => content),
      );
      assert.deepEqual(permitted, [`${found[0]['token-url']} ${found[0]['stop-url']}`]);
      const text = await page.$eval('heygen-avatar', (avatar) => avatar.textContent + avatar.innerHTML);
      assert.equal(text, '');
      assert.doesNotMatch(await page.content(), new RegExp(KEY));
    });
  }
}

test('a page without the avatar permits no address', async () => {
  const html = await (await fetch(`${site.origin}/?page_id=2`)).text();
  assert.match(html, /Sample Page/);
  assert.doesNotMatch(html, /heygen-avatar/);
});

test('an administrator and an author read German where they have chosen it', async () => {
  const choose = (role, locale) =>
    site.run(`update_user_meta(get_user_by('login', '${role}')->ID, 'locale', '${locale}');`);
  for (const role of ['administrator', 'author']) choose(role, 'de_DE');
  await as('administrator', async (page) => {
    await page.goto(`${site.origin}/wp-admin/options-general.php?page=heygen-avatar`);
    assert.equal(
      await page.$eval('label[for=heygen-minutes]', (label) => label.textContent),
      'Längstes Gespräch',
    );
    assert.match(
      await page.$eval('.wrap', (wrap) => wrap.textContent),
      /Fügen Sie den Block HeyGen Avatar ein, oder schreiben Sie \[heygen_avatar\]\./,
    );
  });
  await as('author', async (page) => {
    await page.goto(`${site.origin}/wp-admin/post-new.php`);
    await page.waitForFunction(() => window.wp?.blocks?.getBlockType('heygen-avatar/avatar'));
    const {description, hint} = await page.evaluate(() => ({
      description: wp.blocks.getBlockType('heygen-avatar/avatar').description,
      hint: heygenAvatar.words.hint,
    }));
    assert.equal(description, 'Ein sprechender Avatar, mit dem sich Besucher unterhalten können.');
    assert.match(hint, /^Besucher sehen hier den Avatar\./);
  });
  for (const role of ['administrator', 'author']) choose(role, '');
});

test('a visitor goes live with a token of the plugin, and the plugin ends the session', async (t) => {
  const page = await visit(t, addresses['author block']);
  await defined(page);
  await press(page, 'start-button');
  await reaches(page, 'live');
  const session = rig.api.sessions.at(-1);
  const minted = rig.api.requests.find(({path, url}) => (path ?? url).includes('/v1/sessions/token'));
  assert.equal(minted.headers.get('x-api-key'), KEY);
  assert.deepEqual(
    [minted.body.avatar_id, minted.body.mode, minted.body.max_session_duration],
    [AVATAR, 'FULL', 600],
  );
  const isStop = ({headers, path, url}) =>
    (path ?? url).includes('/v1/sessions/stop') && headers.get('x-api-key') === KEY;
  await page.goto('about:blank');
  await until(() => rig.api.requests.some(isStop), 'the stop of the plugin');
  assert.ok(session.stops > 0);
});

const endpoint = (call) => `${site.origin}/index.php?rest_route=/heygen-avatar/v1/${call}`;
const post = (call, body = '{}', headers = {}) =>
  fetch(endpoint(call), {
    method: 'POST',
    headers: {origin: site.origin, 'content-type': 'application/json', ...headers},
    body,
  });

test('the endpoint refuses other origins, forms and unreadable stops, and none of that costs anything', async () => {
  const {length} = rig.api.requests;
  const statuses = [];
  for (const [call, body, headers] of [
    ['token', '{}', {origin: 'https://evil.example'}],
    ['token', '{}', {origin: 'null'}],
    ['token', '{}', {origin: `${site.origin}.evil.example`}],
    ['token', '{}', {origin: 'null', 'sec-fetch-site': 'same-origin'}],
    ['token', 'a=b', {'content-type': 'application/x-www-form-urlencoded'}],
    ['token', '{}', {'content-type': 'text/plain'}],
    ['stop', '{"session_id": "a"}', {origin: 'https://evil.example', 'content-type': 'text/plain'}],
    ['stop', '{"session_id": "a/b"}', {'content-type': 'text/plain'}],
    ['stop', '', {'content-type': 'text/plain'}],
    ['stop', '{"session_id": "a"}', {'content-type': 'text/plain'}],
    ['stop', '{"session_id": "a", "stop_ticket": "b"}', {'content-type': 'text/plain'}],
    ['stop', '5', {'content-type': 'text/plain'}],
  ]) {
    statuses.push((await post(call, body, headers)).status);
  }
  assert.deepEqual(statuses, [403, 403, 403, 403, 415, 415, 403, 400, 400, 403, 403, 400]);
  assert.equal((await fetch(endpoint('token'), {headers: {origin: site.origin}})).status, 404);
  assert.equal(rig.api.requests.length, length);
});

test('a filter makes the sessions LITE ones that this server starts, and names the agent', async () => {
  const folder = `${site.site}/wp-content/mu-plugins`;
  mkdirSync(folder, {recursive: true});
  writeFileSync(
    `${folder}/lite.php`,
    `<?php add_filter('heygen_avatar_session', fn($session) => ['settings' => ['mode' => 'LITE'] + $session['settings'], 'start' => true, 'agent_type' => 'cartesia_agent']);`,
  );
  try {
    const reply = await (await post('token', '{"language": "de"}')).json();
    assert.deepEqual([reply.agent_type, reply.ws_url.startsWith('ws:')], ['cartesia_agent', true]);
    const {body} = rig.api.requests.findLast(({path}) => path === '/v1/sessions/token');
    assert.deepEqual([body.mode, body.avatar_persona], ['LITE', undefined]);
    const session = rig.api.sessions.find(({sessionId}) => sessionId === reply.session_id);
    const ending = JSON.stringify({session_id: reply.session_id, stop_ticket: reply.stop_ticket});
    assert.equal((await post('stop', ending)).status, 204);
    assert.equal(session.endedBy, 'stop');

    // Started, though the answer says nothing of it.
    rig.api.inject('sessions/start', {status: 503, after: true});
    assert.equal((await post('token')).status, 502);
    assert.equal(rig.api.sessions.at(-1).endedBy, 'stop');
  } finally {
    rmSync(folder, {recursive: true});
  }
});

test('one visitor gets ten tokens a minute, also where they ask all at once and write x-forwarded-for', async () => {
  site.run(
    `global $wpdb; $wpdb->query("DELETE FROM $wpdb->options WHERE option_name LIKE '%transient%heygen_avatar%'");`,
  );
  const all = Array.from({length: 16}, (_, index) =>
    post('token', '{}', {'x-forwarded-for': `203.0.113.${index}`}),
  );
  const responses = await Promise.all(all);
  const tokens = responses.filter(({status}) => status === 200);
  const refused = responses.filter(({status}) => status === 429);
  assert.deepEqual([tokens.length, refused.length], [10, 6]);
  assert.ok(Number(refused[0].headers.get('retry-after')) > 0);
  assert.match(tokens[0].headers.get('cache-control'), /no-store/);
});

test('without a key, the page gets no token and the log says where to enter it', async () => {
  site.run(`update_option('heygen_avatar', ['forget_key' => 1, 'avatar_id' => '${AVATAR}']);`);
  site.run(
    `$all = get_option('heygen_avatar'); $all['api_key'] = ''; remove_all_filters('sanitize_option_heygen_avatar'); update_option('heygen_avatar', $all);`,
  );
  const response = await post('token');
  assert.deepEqual([response.status, await response.text()], [500, '{"error":"internal"}']);
  assert.match(site.errors(), /enter the API key and an avatar in Settings > HeyGen Avatar/);
});

test('PHP has reported nothing else', () => {
  assert.doesNotMatch(
    site.errors(),
    /PHP (Warning|Notice|Fatal|Deprecated|Parse).*plugins\/heygen-avatar\/heygen-avatar\.php/i,
  );
});

test('an administrator deletes the plugin, and nothing of it is left', async (t) => {
  await as('administrator', async (page) => {
    page.on('dialog', (dialog) => void dialog.accept());
    await page.goto(`${site.origin}/wp-admin/plugins.php`);
    await go(page, '#deactivate-heygen-avatar');
    await page.click('#delete-heygen-avatar');
    await page.waitForSelector('tr[data-slug="heygen-avatar"].deleted');
  });
  const left = `global $wpdb; echo $wpdb->get_var("SELECT COUNT(*) FROM $wpdb->options WHERE option_name LIKE '%heygen%' OR (option_name NOT IN ('cron', 'recently_activated') AND option_value LIKE '%${KEY}%')");`;
  assert.equal(site.run(left), '0');
  assert.equal(site.run(`echo is_dir(WP_PLUGIN_DIR . '/heygen-avatar') ? 'there' : 'gone';`), 'gone');
  const page = await visit(t, addresses['author block']);
  assert.equal(await page.$('heygen-avatar'), null);
});
