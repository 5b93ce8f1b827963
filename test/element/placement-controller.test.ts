import {assert} from '@open-wc/testing';
import {PlacementController} from '../../src/element/placement-controller.js';
import type {SessionState} from '../../src/session/session-state.js';

type Host = ConstructorParameters<typeof PlacementController>[0];

/** Resolves when a request for the code of the mini player that was made before this call is answered. */
async function answered(): Promise<void> {
  await import('../../src/ui/mini-player.js');
  await new Promise((resolve) => setTimeout(resolve));
}

suite('PlacementController', () => {
  test('requests the code of the mini player, which is for a conversation, with the first start', async () => {
    let loads = 0;
    const host = {
      mode: 'inline',
      theme: 'clear',
      poster: null,
      miniPlayer: true,
      state: 'idle' as SessionState,
      addController() {},
    };
    const placement = new PlacementController(host as Partial<Host> as Host, {
      onLoaded: () => loads++,
      onMini() {},
      onFailed: (error) => assert.fail(String(error)),
    });
    placement.hostUpdate();
    await answered();
    assert.equal(loads, 0);
    for (const state of ['connecting', 'live'] as const) {
      host.state = state;
      placement.hostUpdate();
      await answered();
      assert.equal(loads, 1, state);
    }
  });
});
