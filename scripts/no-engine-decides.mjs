/**
 * What CI leaves out in other browsers than Chromium: these tests are about the order of our own steps and the
 * answers of a server, which no engine decides. They run in Chromium each time.
 */
export const NO_ENGINE_DECIDES = [
  'test/fuzz/**',
  'test/element/{model,overlap,reentrant}.test.ts',
  'test/runtime/address-permission.test.ts',
  'test/sandbox/liveavatar-calls.test.ts',
  'test/session/{commands,endings,failures,late-responses,remote-session,start,stop}.test.ts',
  'test/session/backends/**',
  'test/session/settings/**',
  'test/support/**',
];

/**
 * What CI leaves out as well, and `npm run test:long` runs in each browser: an engine could decide these, but the tests that
 * CI keeps meet the same parts of it.
 */
export const ENGINES_AGREE = [
  'test/cdn/cms.test.ts',
  'test/element/{agents,attributes,methods,reflection,start}.test.ts',
  'test/runtime/document-sessions.test.ts',
  'test/session/{conformance,queue,server-started}.test.ts',
  'test/ui/{commands,languages,markup-check,transcript-log}.test.ts',
];
