import {assert} from '@open-wc/testing';
import {lazily} from '../../../src/session/util/lazily.js';
import {rejection} from '../../support/waiting.js';

suite('lazily', () => {
  test('each call after a failure asks at another address, and what was loaded keeps its own', async () => {
    const asked: string[] = [];
    const load = lazily(async (again) => {
      await Promise.resolve();
      asked.push(again);
      if (asked.length <= 2) throw new TypeError('Failed to fetch dynamically imported module');
      return again;
    });
    await rejection(load());
    await rejection(load());
    assert.deepEqual([await load(), await load()], ['?2', '?2']);
    assert.deepEqual(asked, ['', '?1', '?2', '?2']);
  });

  test('asks at none of which the import map has no hash', async () => {
    const asked = new Set<string>();
    const load = lazily((again) => {
      asked.add(again);
      return Promise.reject(new TypeError('Failed to fetch dynamically imported module'));
    });
    for (let press = 0; press < 9; press++) await rejection(load());
    assert.deepEqual([...asked], ['', '?1', '?2', '?3']);
  });
});
