import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {createHash} from 'node:crypto';
import {readdirSync, readFileSync} from 'node:fs';
import {test} from 'node:test';
import {FIELDS} from '../dist/npm/session/settings/session-fields.js';
import {EVENTS, groupsOf, METHODS} from '../demo/attributes.js';

/** The package as an application gets it, by its own `exports`. */

test('a server can import the package, which exports its class, errors and events', async () => {
  const {HeygenAvatarElement, AvatarError, AvatarEndEvent} = await import('heygen-avatar');
  assert.equal(typeof HeygenAvatarElement, 'function');
  assert.equal(new AvatarError('not-live', 'There is none.').code, 'not-live');
  assert.equal(new AvatarEndEvent('stopped').reason, 'stopped');
});

test('a server can import the session and the sandbox too', async () => {
  const {AvatarSession} = await import('heygen-avatar/session');
  const {FakeHeyGen, startSandbox} = await import('heygen-avatar/sandbox');
  for (const each of [AvatarSession, FakeHeyGen, startSandbox]) assert.equal(typeof each, 'function');
});

test('a server cannot start the sandbox, and is told so, whatever it asks for', async () => {
  const {startSandbox} = await import('heygen-avatar/sandbox');
  const {fetch, WebSocket} = globalThis;
  for (const options of [undefined, {}, {delayMs: 5}]) {
    await assert.rejects(startSandbox(options), {
      name: 'AvatarError',
      code: 'unsupported',
      message: /inside a page/,
    });
  }
  // Nothing of the process was replaced.
  assert.deepEqual([globalThis.fetch, globalThis.WebSocket], [fetch, WebSocket]);
});

test('a server can have no session, and is told so before a token is asked for', async () => {
  const {AvatarSession} = await import('heygen-avatar/session');
  const tokenProvider = () => assert.fail('No token is needed.');
  assert.throws(() => new AvatarSession({tokenProvider}), {name: 'AvatarError', code: 'unsupported'});
  const stage = {add() {}, remove() {}, firstFrame: () => Promise.resolve()};
  await assert.rejects(new AvatarSession({tokenProvider, stage}).start(), {code: 'unsupported'});
});

/** What the text of each licence has. */
const PHRASES = {
  MIT: [/Copyright|©/i, /Permission is hereby granted, free of charge/, /The above copyright notice/],
  'Apache-2.0': [/TERMS AND CONDITIONS FOR USE, REPRODUCTION, AND DISTRIBUTION/],
  'BSD-3-Clause': [/Copyright/, /Redistributions in binary form must reproduce/, /Neither the name/],
};

for (const [folder, ...places] of [
  ['dist/cdn', 'dist/cdn'],
  ['dist/npm', 'dist/npm/session/room', 'dist/npm/sandbox', 'dist/npm'],
]) {
  test(`${folder}/NOTICES.txt has the licence of each package whose code is in there, and says what was changed`, () => {
    const sources = places
      .flatMap((place) => readdirSync(place).map((file) => `${place}/${file}`))
      .filter((file) => file.endsWith('.js.map'))
      .flatMap((file) => JSON.parse(readFileSync(file, 'utf8')).sources);
    const packages = new Set(
      sources.flatMap((each) => /node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(each)?.[1] ?? []),
    );
    assert.ok(packages.has('livekit-client') && packages.has('sdp-transform'), [...packages].join());
    const notices = readFileSync(`${folder}/NOTICES.txt`, 'utf8').split(`\n${'-'.repeat(80)}\n\n`);
    for (const name of packages) {
      const {version, license} = JSON.parse(readFileSync(`node_modules/${name}/package.json`, 'utf8'));
      const notice = notices.find((each) => each.startsWith(`${name} ${version} (`));
      assert.ok(notice, name);
      for (const each of license.split(/ AND |[()]/).filter(Boolean)) {
        for (const phrase of PHRASES[each]) assert.match(notice, phrase, `${name}, ${each}`);
      }
      const isChanged = /^(livekit-client|lit|lit-html|lit-element|@lit\/reactive-element)$/.test(name);
      assert.equal(/^Changed: .+ scripts\/slim[\w-]*\.mjs/m.test(notice), isChanged, name);
    }
  });
}

test('the copy of livekit-client in the package has what the room uses of it', async () => {
  const {livekitRoom} = await import('../dist/npm/session/room/livekit-room.js');
  assert.equal(typeof livekitRoom, 'function');
});

for (const [mode, lines] of [
  ['development', 1],
  [undefined, 1],
  ['production', 0],
]) {
  test(`a server component that imports the package is told ${lines} times, with NODE_ENV ${mode}`, () => {
    const {NODE_ENV: _, ...env} = process.env;
    const script = `
      import {AvatarError} from 'heygen-avatar';
      import 'heygen-avatar/session';
      console.log(typeof AvatarError);`;
    const args = ['--conditions', 'react-server', '--input-type=module', '--eval', script];
    const {stdout, stderr} = spawnSync(process.execPath, args, {
      encoding: 'utf8',
      env: mode ? {...env, NODE_ENV: mode} : env,
    });
    assert.equal(stdout, 'function\n');
    assert.equal(stderr.match(/imported in a server component/g)?.length ?? 0, lines);
  });
}

test('no part of the package compiles code: a Content-Security-Policy without unsafe-eval reports nothing', () => {
  // zod's full build probes `new Function` when it is loaded; `zod/mini` does not.
  const script = `
    globalThis.Function = new Proxy(Function, {construct() { console.log('new Function'); return () => {}; }});
    for (const part of ['', '/session', '/sandbox', '/tools', '/token-server']) await import('heygen-avatar' + part);`;
  const {stdout, stderr} = spawnSync(process.execPath, ['--input-type=module', '--eval', script], {
    encoding: 'utf8',
  });
  assert.equal(stdout, '', stderr);
  for (const file of readdirSync('dist/cdn').filter((name) => name.endsWith('.js'))) {
    assert.doesNotMatch(readFileSync(`dist/cdn/${file}`, 'utf8'), /new Function\b|\beval\(/, file);
  }
});

test('no code for pages looks for the process of Node: Parcel would install a package for it into the application', () => {
  const forServers = /^(react\/react-server|token-server\/)/;
  const found = readdirSync('dist/npm', {recursive: true})
    .filter((file) => file.endsWith('.js') && !forServers.test(file))
    .filter((file) =>
      /\btypeof process\b|(?<![.\w])process\.\w/.test(readFileSync(`dist/npm/${file}`, 'utf8')),
    );
  assert.deepEqual(found, []);
});

test('the manifest lists every event, and only public members', () => {
  const element = manifest();
  const source = ['events', 'error-event']
    .map((name) => readFileSync(`src/session/${name}.ts`, 'utf8'))
    .join();
  const names = [...source.matchAll(/super\('(avatar-\w+)'/g)].map(([, name]) => name);
  const listed = element.events.map(({name}) => name).filter((name) => name.startsWith('avatar-'));
  assert.deepEqual(new Set(listed), new Set(names));
  assert.deepEqual(
    element.members.filter(({name}) => name.startsWith('#') || name === 'video'),
    [],
  );
});

test('the demo offers every attribute, method and event', async () => {
  const {HeygenAvatarElement} = await import('heygen-avatar');
  const {attributes, members, events} = manifest();
  const offered = new Set(Object.values(groupsOf(HeygenAvatarElement)).flat());
  assert.deepEqual(
    attributes.filter(({name}) => !offered.has(name)),
    [],
  );
  // These two have a form of their own, for their text.
  const methods = new Set([...METHODS, 'speak', 'ask']);
  assert.deepEqual(
    members.filter(({kind, name}) => kind === 'method' && !methods.has(name)),
    [],
  );
  assert.deepEqual(
    events.filter(({name}) => name.startsWith('avatar-') && !EVENTS.includes(name)),
    [],
  );
});

test('every field of the API is in the element, the manifest and the types, and says when it takes effect', async () => {
  const {HeygenAvatarElement} = await import('heygen-avatar');
  const {members} = manifest();
  const types = readFileSync('dist/npm/element/session-properties.d.ts', 'utf8');
  assert.notEqual(FIELDS.length, 0);
  for (const {name} of FIELDS) {
    const attribute = name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
    assert.ok(HeygenAvatarElement.observedAttributes.includes(attribute), attribute);
    const member = members.find((each) => each.name === name);
    assert.equal(member?.attribute, attribute);
    const description = member.description.replaceAll('\n', ' ');
    assert.match(description, /Default.+ at the next start\..*Source: `/, name);
    assert.match(types, new RegExp(`\\*/\\n +${name}: .+;`), name);
  }
});

test('the manifest names files of the package that export what it says, and the module that registers the element', async () => {
  const {modules} = json('dist/custom-elements.json');
  assert.equal(json('package.json').customElements, './dist/custom-elements.json');
  for (const {path, declarations, exports: names} of modules) {
    const module = await import(`../${path}`);
    for (const {name} of declarations) assert.ok(name in module, `${path} has no ${name}`);
    for (const {kind, name, declaration} of names) {
      if (kind === 'js') assert.ok(name in module, `${path} does not export ${name}`);
      const owner = modules.find((each) => each.path === declaration.module);
      assert.ok(
        owner?.declarations.some((each) => each.name === declaration.name),
        name,
      );
    }
  }
  const definitions = modules.flatMap(({path, exports: names}) =>
    names.filter(({kind}) => kind === 'custom-element-definition').map(({name}) => [name, path]),
  );
  assert.deepEqual(definitions, [['heygen-avatar', 'dist/npm/define.js']]);
  assert.doesNotMatch(JSON.stringify(modules), /"\/?src\//);
});

test('the manifest has the attributes that the element observes, and the type of each event', async () => {
  const {HeygenAvatarElement, ...names} = await import('heygen-avatar');
  const {attributes, members, events} = manifest();
  const observed = HeygenAvatarElement.observedAttributes.filter((name) => !/^(lang|dir|hidden)$/.test(name));
  assert.deepEqual(new Set(attributes.map(({name}) => name)), new Set(observed));
  for (const {name, type} of events) {
    assert.equal(new names[type.text]('started', 'idle', 'x', {}).type, name);
  }
  for (const {name} of members) assert.ok(name in HeygenAvatarElement.prototype, name);
});

test('editors get the values of an attribute, and every custom property', () => {
  const {tags} = json('dist/vscode.html-custom-data.json');
  const preload = tags[0].attributes.find(({name}) => name === 'preload');
  assert.deepEqual(
    preload.values.map(({name}) => name),
    ['none', 'intent', 'token', 'auto'],
  );
  const {properties} = json('dist/vscode.css-custom-data.json');
  assert.deepEqual(
    new Set(properties.map(({name}) => name)),
    new Set(manifest().cssProperties.map(({name}) => name)),
  );
  const {html} = json(json('package.json')['web-types']).contributions;
  assert.equal(html.elements[0].attributes.length, manifest().attributes.length);
});

test('the class alone registers nothing, and has the same names as the package', () => {
  const script = `
    globalThis.customElements = {get() {}, define(name) { console.log('defined', name); }};
    const names = Object.keys(await import('heygen-avatar/element'));
    console.log('imported');
    console.log(String(Object.keys(await import('heygen-avatar'))) === String(names));`;
  const {stdout, stderr} = spawnSync(process.execPath, ['--input-type=module', '--eval', script], {
    encoding: 'utf8',
  });
  assert.equal(stdout, 'imported\ndefined heygen-avatar\ntrue\n', stderr);
});

test('integrity.json and the import map have each script of dist/cdn, with its hash', () => {
  const {integrity} = json('dist/cdn/integrity.json');
  const [, map] = /<script type="importmap">([^]*?)<\/script>/.exec(
    readFileSync('dist/cdn/import-map.html', 'utf8'),
  );
  const {name, version} = json('package.json');
  for (const file of readdirSync('dist/cdn').filter((each) => each.endsWith('.js'))) {
    const hash = createHash('sha384')
      .update(readFileSync(`dist/cdn/${file}`))
      .digest('base64');
    assert.equal(integrity[`./${file}`], `sha384-${hash}`, file);
    const address = `https://cdn.jsdelivr.net/npm/${name}@${version}/dist/cdn/${file}`;
    assert.equal(JSON.parse(map).integrity[address], `sha384-${hash}`, file);
  }
});

test('Chromium is asked to compile at load what a start runs, and nothing else', () => {
  const scripts = readdirSync('dist/cdn').filter((each) => each.endsWith('.js'));
  const asking = scripts.filter((file) =>
    readFileSync(`dist/cdn/${file}`, 'utf8').startsWith('//# allFunctionsCalledOnLoad\n'),
  );
  const names = asking.map((file) => file.replace(/-[\w-]{8}\.js$/, ''));
  assert.deepEqual(names.sort(), ['intent-code', 'livekit-room']);
});

test('npm packs what is needed, and nothing else', () => {
  const {stdout} = spawnSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], {encoding: 'utf8'});
  const files = JSON.parse(stdout)[0].files.map(({path}) => path);
  const needed = [
    /^(LICENSE|README\.md|package\.json)$/,
    /^dist\/(cdn|npm)\/NOTICES\.txt$/,
    /^dist\/cdn\/[\w-]+(\.classic)?\.js(\.map)?$/,
    /^dist\/cdn\/(integrity\.json|import-map\.html)$/,
    /^dist\/npm\/[\w/-]+(\.styles)?\.(js|js\.map|d\.ts)$/,
    /^dist\/(custom-elements|web-types|vscode\.(html|css)-custom-data)\.json$/,
    /^dist\/llms(-full)?\.txt$/,
    /^skills\/heygen-avatar\/[\w/-]+\.md$/,
  ];
  assert.deepEqual(
    files.filter((file) => !needed.some((pattern) => pattern.test(file))),
    [],
  );
});

function manifest() {
  const {modules} = json('dist/custom-elements.json');
  return modules.flatMap(({declarations}) => declarations).find(({tagName}) => tagName === 'heygen-avatar');
}

function json(file) {
  return JSON.parse(readFileSync(file, 'utf8'));
}
