import {execFileSync} from 'node:child_process';
import {cpSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {test} from 'node:test';
import {emptyFolder, install} from './packed-package.mjs';

/** The types of the packed package, as applications find them. */

const DEPENDENCIES = {typescript: '5.9.3', redis: '6.3.1', '@types/node': '20.19.25'};

const MAIN = `
import {AvatarError, type HeygenAvatarElement} from 'heygen-avatar';
import {AvatarSession} from 'heygen-avatar/session';
import {startSandbox} from 'heygen-avatar/sandbox';
import {createTokenHandler} from 'heygen-avatar/token-server';
import {toNodeHandler} from 'heygen-avatar/token-server/node';
import {redisStore} from 'heygen-avatar/token-server/redis';
export const avatar: HeygenAvatarElement | null = document.querySelector('heygen-avatar');
export const all = [AvatarError, AvatarSession, startSandbox, createTokenHandler, toNodeHandler, redisStore];
`;

/** The types are checked, not skipped: what they import must be installed with the package. */
const OPTIONS =
  '--strict --noEmit --target es2022 --lib es2022,esnext.disposable,dom,dom.iterable --types node --esModuleInterop --skipLibCheck false';

for (const [module, resolution] of [
  ['es2022', 'node10'],
  ['node16', 'node16'],
  ['esnext', 'bundler'],
]) {
  test(`TypeScript 5 finds every part of the package with moduleResolution ${resolution}`, () => {
    const folder = emptyFolder('types');
    const manifest = {private: true, type: 'module', dependencies: DEPENDENCIES};
    writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest));
    writeFileSync(join(folder, 'main.ts'), MAIN);
    install(folder);
    const options = [...OPTIONS.split(' '), '--module', module, '--moduleResolution', resolution];
    execFileSync('npx', ['tsc', ...options, 'main.ts'], {
      cwd: folder,
      stdio: ['ignore', 'inherit', 'inherit'],
    });
  });
}

/** What a careful application sets, beside `strict`; its lib has nothing newer than its target. */
const STRICTEST = {
  strict: true,
  noEmit: true,
  target: 'es2022',
  lib: ['es2022', 'dom', 'dom.iterable'],
  types: [],
  module: 'esnext',
  moduleResolution: 'bundler',
  skipLibCheck: false,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  noPropertyAccessFromIndexSignature: true,
  noImplicitOverride: true,
  noUnusedLocals: true,
  verbatimModuleSyntax: true,
  isolatedModules: true,
};

for (const version of ['5.4.5', '5.9.3']) {
  test(`TypeScript ${version} with its strictest options takes what an application writes, and refuses what there is not`, () => {
    const folder = emptyFolder(`types-strictest-${version}`);
    const manifest = {private: true, type: 'module', dependencies: {typescript: version}};
    writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest));
    cpSync('test/integration/framework-types/strict.ts', join(folder, 'main.ts'));
    writeFileSync(
      join(folder, 'tsconfig.json'),
      JSON.stringify({compilerOptions: STRICTEST, files: ['main.ts']}),
    );
    install(folder);
    execFileSync('npx', ['tsc', '-p', '.'], {cwd: folder, stdio: ['ignore', 'inherit', 'inherit']});
  });
}
