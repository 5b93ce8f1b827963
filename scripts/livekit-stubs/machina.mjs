/**
 * What livekit-client uses of machina: one flat machine, whose handlers are the name of the next state or a function that may return
 * it. Its listeners only write to the log, which nothing hears. `test/scripts/livekit-stubs.test.mjs` compares it with machina.
 */
export function createFsm({initialState, context, states}) {
  let state = initialState;
  return {
    context,
    currentState: () => state,
    on() {},
    handle(input, ...args) {
      const handler = states[state][input];
      const next = typeof handler === 'function' ? handler({ctx: context}, ...args) : handler;
      if (next) state = next;
    },
  };
}
