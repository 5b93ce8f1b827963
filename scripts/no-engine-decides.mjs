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
  'test/element/{agents,attributes,before-start,consent,methods,reflection,retry,start,suggestions,surface}.test.ts',
  'test/runtime/{document-sessions,turn-title}.test.ts',
  'test/sandbox/sandbox.test.ts',
  'test/session/{conformance,lite,queue,server-started,track-list}.test.ts',
  'test/tools/**',
  'test/ui/{access,commands,contrast,ended,feedback,held-button,hold-bar,languages,markup-check}.test.ts',
  'test/ui/{auto-hide,panels,resume,teaser,transcript,transcript-log,visitor-language}.test.ts',
];
