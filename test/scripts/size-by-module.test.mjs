import assert from 'node:assert/strict';
import {mkdtempSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {test} from 'node:test';
import {build} from 'esbuild';
import {sizeByModule} from '../../scripts/size-by-module.mjs';

test('shares the bytes of a file between the modules that it was made of', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'size-by-module-'));
  writeFileSync(join(folder, 'small.js'), 'export const small = () => console.log("a");');
  writeFileSync(join(folder, 'large.js'), `export const large = () => console.log("${'b'.repeat(900)}");`);
  writeFileSync(
    join(folder, 'entry.js'),
    'import {small} from "./small.js"; import {large} from "./large.js"; small(); large();',
  );
  const outfile = join(folder, 'out.js');
  await build({
    entryPoints: [join(folder, 'entry.js')],
    bundle: true,
    minify: true,
    sourcemap: true,
    outfile,
    logLevel: 'silent',
  });
  const sizes = sizeByModule(outfile, 1000);
  assert.equal(sizes[0][0], 'large.js');
  assert.ok(sizes[0][1] > 800);
  assert.ok(Math.abs(sizes.reduce((sum, [, bytes]) => sum + bytes, 0) - 1000) <= 2);
});
