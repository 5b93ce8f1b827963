/**
 * The tests that meet the browser's own WebRTC also in CI, because it decides their outcome. CI runs the others with a connection
 * within the page, which costs half of the time. `npm run test:long` runs all of them with WebRTC, in Chromium and Firefox.
 */
export const REAL_ROOM = [
  'test/cdn/',
  'test/element/chroma.test.ts',
  'test/element/leaving.test.ts',
  'test/element/microphone.test.ts',
  'test/element/sound.test.ts',
  'test/element/start.test.ts',
  'test/fuzz/',
  'test/sandbox/',
  'test/session/endings.test.ts',
  'test/session/failures.test.ts',
  'test/session/microphone/',
  'test/session/room/',
  'test/session/start.test.ts',
  'test/session/track-list.test.ts',
  'test/ui/connection-check.test.ts',
];
