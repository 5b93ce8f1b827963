import assert from 'node:assert/strict';
import {test} from 'node:test';
import {transformSync} from 'esbuild';
import {plainProperties} from '../../scripts/plain-properties.mjs';

const stop = (message) => {
  throw new Error(message);
};

/** What the build makes of a class with these declarations. */
const built = (declarations) => {
  const source = `import {property} from './property.js';\nexport class Some extends Base {\n${declarations}\n}\n`;
  const tsconfigRaw = {compilerOptions: {experimentalDecorators: true}};
  const {code} = transformSync(source, {loader: 'ts', target: 'es2022', tsconfigRaw});
  return plainProperties().transform.call({error: stop}, code, '/src/element/some.ts')?.code ?? code;
};

test('declares the properties of a class with one call for each kind', () => {
  const code = built(`
    @property({converter: string}) declare poster: string;
    @property({
      converter: oneOf(['on', 'off'], 'on'),
    })
    declare disclosure: string;
    @property({attribute: false, converter: (value) => number(value) ?? 1}) declare volume: number;
    @property({attribute: false}) declare provider: object;`);
  assert.match(code, /import \{ defineProperties \} from "\.\/property\.js"/);
  assert.match(
    code,
    /defineProperties\(Some, \{poster: string, disclosure: oneOf\(\["on", "off"\], "on"\)\}\);/,
  );
  assert.match(
    code,
    /defineProperties\(Some, \{volume: \(value\) => number\(value\) \?\? 1, provider: undefined\}, \{attribute: false\}\);/,
  );
  assert.doesNotMatch(code, /__decorateClass|__defProp|@property/);
});

test('stops the build at a decorator or an option that it does not know', () => {
  assert.throws(() => built('@property({reflect: true}) declare poster: string;'), /is unknown/);
  assert.throws(() => built('@state() declare poster: string;'), /a decorator that plain-properties/);
});
