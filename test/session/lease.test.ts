import {assert} from '@open-wc/testing';
import type {Backend} from '../../src/session/backends/backend.js';
import {Lease} from '../../src/session/lease.js';
import {DEFAULT_LIMITS} from '../../src/session/limits.js';

suite('Lease', () => {
  test('what is released twice is stopped once, and what was never made not at all', async () => {
    let stops = 0;
    const backend = {
      created: false,
      create() {
        this.created = true;
        return Promise.resolve({id: 's'});
      },
      stop: () => Promise.resolve(void stops++),
    };
    const unused = new Lease(backend as unknown as Backend, DEFAULT_LIMITS);
    await unused.release();
    assert.equal(stops, 0);
    const lease = new Lease(backend as unknown as Backend, DEFAULT_LIMITS);
    await lease.create();
    await Promise.all([lease.release(), lease.release()]);
    assert.equal(stops, 1);
  });

  for (const [isNamedByToken, what] of [
    [true, 'stops a session at once that its token names'],
    [false, 'cannot stop one that only its id names'],
  ] as const) {
    test(`a page that leaves before it hears of its session ${what}`, () => {
      let stops = 0;
      const backend = {
        created: false,
        isNamedByToken,
        create: () => new Promise(() => {}),
        stop: () => Promise.resolve(void stops++),
      };
      const lease = new Lease(backend as unknown as Backend, DEFAULT_LIMITS);
      void lease.create();
      void lease.release({isLeaving: true});
      assert.equal(stops, isNamedByToken ? 1 : 0);
    });
  }
});
