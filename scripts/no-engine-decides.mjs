/**
 * What the quick runs in other browsers than Chromium leave out: these tests are about the order of our own steps and the
 * answers of a server, which no engine decides. They run in Chromium each time.
 */
export const NO_ENGINE_DECIDES = [
  'test/fuzz/**',
  'test/element/{model,overlap,reentrant}.test.ts',
  'test/runtime/address-permission.test.ts',
  'test/support/failed-assertions.test.ts',
  'test/sandbox/liveavatar-calls.test.ts',
  'test/session/{commands,endings,failures,late-responses,remote-session,start,stop}.test.ts',
  'test/session/backends/**',
  'test/session/settings/**',
];
