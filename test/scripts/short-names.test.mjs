import assert from 'node:assert/strict';
import {test} from 'node:test';
import {minify} from 'terser';
import {membersToShorten, shortened} from '../../scripts/short-names.mjs';

test('shortens what a class declares and only its members say', () => {
  const names = membersToShorten(
    `
    class Room {
      lobbyQueue = new Map();
      constructor() { this.onLeft = () => this.leave(); this.url = ''; }
      reconcile() { this.faultOfLast = undefined; }
      byKey() {} byText() {} byPattern() {} byField() {} byTemplate() {} sint32() {} ofUsers() {} addEventListener() {}
    }
    const options = {byKey: true};
    const {byPattern} = room;
    call(room, 'byText');
    call(room, \`byTemplate\`);
    field({name: 'by_field', T: types.SINT32});
    types['SINT32'] = 17;
    room.foreign();`,
    ['ofUsers'],
  );
  assert.deepEqual(new Set(names), new Set(['faultOfLast', 'lobbyQueue', 'onLeft', 'reconcile']));
});

test('terser shortens these names alone, also one with a dollar, and none that stands in quotes', async () => {
  const properties = shortened(['reconcile', 'left$1', 'quoted']);
  const {code} = await minify(
    'export const f = (r) => [r.reconcile, r.left$1, r.reconciled, r.unreconcile, r.quoted, r["quoted"]]',
    {module: true, mangle: {properties}},
  );
  assert.match(code, /\[\w\.\w,\w\.\w,\w\.reconciled,\w\.unreconcile,\w\.quoted,\w\.quoted\]/);
});
