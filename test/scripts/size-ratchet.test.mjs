import assert from 'node:assert/strict';
import {test} from 'node:test';
import {grownSince, namedSizes} from '../../scripts/size-ratchet.mjs';

test('a file that grows more than a little is named, and one that nobody has accepted', () => {
  const accepted = {'entry.js': 5_000, 'room.js': 100_000, 'to be live': 150_000};
  assert.deepEqual(grownSince(accepted, {'entry.js': 5_100, 'room.js': 100_500, 'to be live': 150_750}), []);
  assert.deepEqual(grownSince(accepted, {'entry.js': 4_000}), []);
  assert.deepEqual(grownSince(accepted, {'entry.js': 5_101, 'room.js': 100_501, 'links.js': 10}), [
    'entry.js has 5101 bytes, 101 more than the accepted 5000.',
    'room.js has 100501 bytes, 501 more than the accepted 100000.',
    'links.js is new, with 10 bytes.',
  ]);
});

test('a file has the same name whatever is in it', () => {
  const sizes = {'links-view-CN_EVk3q.js': 2, 'heygen-avatar.js': 1, 'locale-zh-hant-eqs-7bD-.js': 3};
  assert.deepEqual(namedSizes(sizes), {'heygen-avatar.js': 1, 'links-view.js': 2, 'locale-zh-hant.js': 3});
});
