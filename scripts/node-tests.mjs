/**
 * The tests that need no browser: `scripts/test-node.mjs` runs them under Node, and the browsers' runs leave them out. A test
 * that uses a browser's own API fails there.
 */
export const NODE_TESTS = [
  'test/element/{host-internals,placement-controller,preload-controller}.test.ts',
  'test/runtime/{connect-ahead,element-settings,start-permission}.test.ts',
  'test/sandbox/elevenlabs-agent.test.ts',
  'test/session/backends/{agent-messages,api-errors,lite-voice,liveavatar-backend,pcm-source,streaming-messages,token-meaning}.test.ts',
  'test/session/{clocks,round-trips,start-queue,two-hours}.test.ts',
  'test/session/microphone/{desired-microphone,microphone-controller,microphone-orders}.test.ts',
  'test/session/room/{media-stall-detector,picture-stall-detector,room-connection,room-machine}.test.ts',
  'test/session/speech/*.test.ts',
  'test/session/token/*.test.ts',
  'test/session/tools/*.test.ts',
  'test/session/util/*.test.ts',
  'test/ui/{analytics,caption-pacer,caption-pieces,captions,ending,exchange,kept-talk,level-meter,links,time-left,tokens,transcript-files,transcript-text}.test.ts',
];
