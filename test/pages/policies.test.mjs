import assert from 'node:assert/strict';
import {test} from 'node:test';
import {build} from 'esbuild';
import {documented, documentedHeaders} from '../support/documented-policy.mjs';
import {defined, press, reaches} from '../support/frame-actions.mjs';
import {useRig} from './use-rig.mjs';

/** The policies of docs/guides/csp.md for each kind of site, each with the tags that it prints and in front of markup of a stranger. */
const HOST = 'test.internal';
const rig = useRig({hosts: [HOST]});

/** An endpoint that answers whoever asks, without a token in it. */
const serveEndpoint = () => {
  const headers = {'access-control-allow-origin': '*', 'access-control-allow-headers': '*'};
  return new URL(rig.serve('{}', {type: 'application/json', headers})).pathname;
};

/** Each returns the headers and the tags of docs/guides/csp.md with this rig's addresses, and the address that a token comes from. */
const SITES = {
  static() {
    const endpoint = serveEndpoint();
    return {
      headers: documentedHeaders('static', {'https://cdn.example': rig.cdn}),
      tags: documented('html', 'static', {'https://cdn.example': rig.cdn, '/api/avatar-token': endpoint}),
      token: rig.site + endpoint,
    };
  },
  cms() {
    const [token, stop] = [serveEndpoint(), serveEndpoint()];
    return {
      headers: documentedHeaders('cms'),
      tags: documented('html', 'cms', {
        '/wp-json/heygen-avatar/v1/token': token,
        '/wp-json/heygen-avatar/v1/stop': stop,
        '/wp-content/plugins/heygen-avatar/js/': '/files/',
      }),
      token: rig.site + token,
    };
  },
  async app() {
    const endpoint = serveEndpoint();
    const contents = documented('js', 'app', {'/api/avatar-token': endpoint});
    const {outputFiles} = await build({
      stdin: {contents, resolveDir: '.'},
      bundle: true,
      format: 'esm',
      write: false,
    });
    const bundle = new URL(rig.serve(outputFiles[0].text, {type: 'text/javascript'})).pathname;
    return {
      headers: documentedHeaders('app'),
      tags: `<script type="module" src="${bundle}"></script><heygen-avatar token-url="${endpoint}"></heygen-avatar>`,
      token: rig.site + endpoint,
    };
  },
  /** To a page that is not on loopback, loopback is another host. */
  proxy() {
    const proxy = rig.site.replace('localhost', '127.0.0.1');
    const token = proxy + serveEndpoint();
    return {
      host: HOST,
      headers: documentedHeaders('proxy', {
        'https://cdn.example': rig.cdn,
        'wss://proxy.example': proxy.replace('http', 'ws'),
        'https://proxy.example': proxy,
      }),
      tags: documented('html', 'proxy', {
        'https://cdn.example': rig.cdn,
        'https://proxy.example/api/avatar-token': token,
        'https://proxy.example': proxy,
      }),
      token,
    };
  },
};

const page = (tags) => `<!doctype html><html lang="en"><head><title>page</title>${tags}`;
const inSandbox = (tags) => tags.replace('<heygen-avatar', '<heygen-avatar backend="sandbox"');

async function converse(frame) {
  await defined(frame);
  await press(frame, 'start-button');
  await reaches(frame, 'live');
  await press(frame, 'stop');
  await reaches(frame, 'ended');
}

for (const [name, prepare] of Object.entries(SITES)) {
  test(`${name}: a session runs, and the policy blocks nothing`, async () => {
    const {headers, tags, host} = await prepare();
    const opened = await rig.open(rig.serve(page(inSandbox(tags)), {headers, host}));
    await converse(opened.page);
    assert.deepEqual(await opened.page.evaluate(() => window.violations), []);
    assert.deepEqual(opened.errors, []);
    await opened.page.close();
  });

  test(`${name}: the documented address is asked for a token, and none that a stranger’s markup names`, async () => {
    const {headers, tags, token, host} = await prepare();
    const other = serveEndpoint();
    const evil = rig.site.replace('localhost', '127.0.0.1');
    const injected = `<meta name="heygen-avatar-allow" content="${other} ${evil} ${evil}${other}">
      ${[other, evil + other, `${token}/../${other}`].map((url) => `<heygen-avatar class="evil" autoplay token-url="${url}"></heygen-avatar>`).join('')}
      <heygen-avatar class="evil" autoplay token-url="${token}" api-url="https://evil.example"></heygen-avatar>`;
    const opened = await rig.open(rig.serve(page(tags + injected), {headers, host}));
    const posted = [];
    opened.page.on('request', (request) => request.method() === 'POST' && posted.push(request.url()));
    await defined(opened.page);
    const codes = await opened.page.$$eval('.evil', (all) =>
      Promise.all(all.map((avatar) => avatar.start().catch(({code}) => code))),
    );
    assert.deepEqual(codes, Array(4).fill('bad-config'));
    assert.deepEqual(posted, []);
    await press(opened.page, 'start-button');
    await reaches(opened.page, 'failed');
    assert.deepEqual(posted, [token]);
    await opened.page.close();
  });

  test(`${name}: no stranger’s page shows it in a frame`, async () => {
    const {headers, tags} = await prepare();
    const inner = rig.serve(page(tags), {headers}).replace('localhost', '127.0.0.1');
    const opened = await rig.open(rig.serve(page(`<iframe src="${inner}"></iframe>`)));
    assert.match(await childAddress(opened.page), /^chrome-error:/);
    await opened.page.close();
  });
}

/** Where the page's frame has got to, once it has loaded. */
async function childAddress(opened) {
  const frame = await (await opened.waitForSelector('iframe')).contentFrame();
  if (frame.url() === '' || frame.url() === 'about:blank') await frame.waitForNavigation();
  return frame.url();
}

test('embedded: in the partner’s frame a session runs with both permissions, elsewhere there is no frame', async () => {
  const avatarSite = rig.site.replace('localhost', '127.0.0.1');
  const headers = documentedHeaders('embedded', {
    'https://cdn.example': rig.cdn,
    'https://partner.example': rig.site,
  });
  const tags = documented('html', 'embedded', {
    'https://cdn.example': rig.cdn,
    '/api/avatar-token': serveEndpoint(),
  });
  const inner = rig.serve(page(inSandbox(tags)), {headers, host: '127.0.0.1'});
  const frame = documented('html', 'partner', {'https://avatar.example/': inner});
  const partner = {headers: documentedHeaders('partner', {'https://avatar.example': avatarSite})};
  const opened = await rig.open(rig.serve(page(frame), partner));
  assert.equal(await childAddress(opened.page), inner);
  const child = await (await opened.page.waitForSelector('iframe')).contentFrame();
  const permissions = await child.evaluate(() =>
    ['autoplay', 'microphone', 'camera'].map((feature) => document.featurePolicy.allowsFeature(feature)),
  );
  assert.deepEqual(permissions, [true, true, false]);
  await converse(child);
  assert.deepEqual(await child.evaluate(() => window.violations), []);
  await opened.page.close();

  const stranger = await rig.open(rig.serve(page(frame), {host: HOST}));
  assert.match(await childAddress(stranger.page), /^chrome-error:/);
  await stranger.page.close();
});
