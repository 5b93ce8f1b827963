import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {test} from 'node:test';
import {membersModule} from './members.mjs';
import {scriptsOf, snippets} from './snippets.mjs';

/** Every block of code of the README and the guides, as a reader copies it: compiled with the types of the package, none skipped. */

const FOLDER = 'dist/snippets';

/** What a page's own code brings: the elements that it has, its own functions, and its server's environment. */
const WORLD = `
import type {HeygenAvatarElement} from 'heygen-avatar';
import type {Sandbox} from 'heygen-avatar/sandbox';
import type {} from 'heygen-avatar/types/react';
declare global {
  const guide: HeygenAvatarElement;
  const avatar: HeygenAvatarElement;
  const video: HTMLVideoElement;
  const sandbox: Sandbox;
  const z: typeof import('zod/mini');
  const consentManager: {ask(what: string): Promise<boolean>; has(what: string): boolean};
  const handle: (request: Request) => Promise<Response>;
  function myAnswer(question: string): Promise<string>;
  function offerCallback(): void;
  function plausible(event: string, options?: {props: Record<string, unknown>}): void;
  // The page has these elements.
  interface Document {
    querySelector(selectors: 'heygen-avatar'): HeygenAvatarElement;
    querySelector(selectors: '#tour'): HTMLElement;
  }
  namespace NodeJS {
    interface ProcessEnv {
      LIVEAVATAR_API_KEY: string;
      OPENAI_API_KEY: string;
      HEYGEN_API_KEY: string;
      REDIS_URL: string;
    }
  }
}
`;

/** The configuration of a framework, its component, or a file that imports another: test/integration builds these. */
const OTHERS = /from '(vite|@angular\/core|nuxt\/config|@sveltejs\/[\w-]+|\.\/avatar)'/;

const OPTIONS = {
  strict: true,
  exactOptionalPropertyTypes: true,
  skipLibCheck: false,
  allowJs: true,
  checkJs: true,
  // A page that is no TypeScript reads the code of an error as it is.
  useUnknownInCatchVariables: false,
  noEmit: true,
  target: 'es2022',
  lib: ['es2024', 'esnext.disposable', 'dom', 'dom.iterable', 'dom.asynciterable'],
  types: ['node'],
  jsx: 'react-jsx',
  esModuleInterop: true,
};

/** Writes each block as a module of its own; returns how many there are. */
function writeModules() {
  rmSync(FOLDER, {recursive: true, force: true});
  mkdirSync(FOLDER, {recursive: true});
  writeFileSync(join(FOLDER, 'world.d.ts'), WORLD);
  writeFileSync(join(FOLDER, 'members.ts'), membersModule());
  const blocks = snippets(['js', 'ts', 'jsx', 'tsx', 'html']).filter(({code}) => !OTHERS.test(code));
  for (const {page, index, language, code} of blocks) {
    const name = `${page.replaceAll(/[/.]/g, '-')}-${index + 1}`;
    const write = (extension, text) =>
      writeFileSync(join(FOLDER, `${name}.${extension}`), `${text}\nexport {};\n`);
    if (language !== 'html') write(language, code);
    else {
      const {scripts, ids} = scriptsOf(code);
      const found = ids.map(
        ({tag, id}) =>
          `/** @type {HTMLElementTagNameMap['${tag}']} */ const element_${id.replaceAll('-', '_')} = document.createElement('${tag}');`,
      );
      const byId = (script) =>
        script
          .replaceAll(/'\/heygen-avatar\/(tools|sandbox)\.js'/g, "'heygen-avatar/$1'")
          .replaceAll(/document\.(?:getElementById\('|querySelector\('#)([\w-]+)'\)/g, (all, id) =>
            !ids.some((each) => each.id === id) ? all : `element_${id.replaceAll('-', '_')}`,
          );
      scripts.forEach((script) => write('js', `${found.join('\n')}\n${byId(script)}`));
    }
  }
  return blocks.length;
}

test('every block of code of README and docs compiles, and the types have every attribute and event, with moduleResolution bundler and nodenext', () => {
  assert.ok(writeModules() > 40);
  for (const [module, moduleResolution] of [
    ['esnext', 'bundler'],
    ['nodenext', 'nodenext'],
  ]) {
    const compilerOptions = {...OPTIONS, module, moduleResolution};
    writeFileSync(join(FOLDER, 'tsconfig.json'), JSON.stringify({compilerOptions, include: ['*']}));
    const {status, stdout} = spawnSync('npx', ['tsc', '-p', FOLDER], {encoding: 'utf8'});
    assert.equal(status, 0, `${moduleResolution}:\n${stdout}`);
  }
});

test('the HTML of README and docs has no attribute, value or slot that the element does not know', () => {
  const {modules} = JSON.parse(readFileSync('dist/custom-elements.json', 'utf8'));
  const element = modules.flatMap(({declarations}) => declarations).find(({tagName}) => tagName);
  const attributes = new Map(element.attributes.map(({name, parsedType}) => [name, parsedType.text]));
  const general = /^(id|class|style|slot|lang|dir|hidden|title)$/;
  const wrong = snippets(['html']).flatMap(({page, code}) =>
    [...code.matchAll(/<heygen-avatar\b((?:"[^"]*"|'[^']*'|[^>"'])*)>/g)].flatMap(([, text]) =>
      [...text.matchAll(/([\w-]+)(?:=(?:"([^"]*)"|'([^']*)'))?/g)]
        .filter(([, name, value]) => {
          const type = attributes.get(name);
          if (!type) return !general.test(name);
          return type.startsWith("'") && !type.includes(`'${value}'`);
        })
        .map(([attribute]) => `${page}: ${attribute}`),
    ),
  );
  assert.deepEqual(wrong, []);
});

test('the components of the page on frameworks are those of the examples, which are built and run', () => {
  const page = readFileSync('docs/start/app.md', 'utf8');
  for (const file of [
    'react/src/App.tsx',
    'next/app/avatar.tsx',
    'next/app/page.tsx',
    'vue/vite.config.ts',
    'vue/src/App.vue',
    'svelte/src/App.svelte',
    'astro/src/pages/index.astro',
    'angular/src/app/app.ts',
  ]) {
    assert.ok(page.includes(`\n${readFileSync(`examples/${file}`, 'utf8').trim()}\n\`\`\``), file);
  }
});

test('each example starts by `npm run dev`, as examples/README.md says', () => {
  const names = readdirSync('examples', {withFileTypes: true}).filter((each) => each.isDirectory());
  for (const {name} of names) {
    const {scripts} = JSON.parse(readFileSync(`examples/${name}/package.json`, 'utf8'));
    assert.ok(scripts?.dev, name);
  }
});
