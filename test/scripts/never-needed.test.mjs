import assert from 'node:assert/strict';
import {test} from 'node:test';
import {parseAst} from 'rollup/parseAst';
import {cut} from '../../scripts/code-tree.mjs';
import {withoutWaits} from '../../scripts/faster-join.mjs';
import {rangesOf} from '../../scripts/never-needed.mjs';

const TABLES = {
  methods: {Room: ['startAudio', 'onPublished onEnded']},
  constants: {processor: 'void 0'},
  conditions: {Room: {publish: {'track.kind === "video"': '!1'}}},
};
const CODE = `
class Room$1 {
  constructor() {
    this.onPublished = async (track) => { await track.processor?.start(); };
    this.onEnded = () => this.log(this.processor);
  }
  async startAudio() {
    play();
  }
  publish(track, packet) {
    if (track.kind === "video") publishVideo(track);
    track.processor?.restart().then(done);
    this.processor = track;
    delete this.processor;
    if (packet.value.case === "chatMessage") readChat(packet);
    if (packet.value.case === "user") readData(packet);
  }
}
class Other {
  publish(track) { return track.kind === "video"; }
}`;

const slim = (code, tables) => {
  const fail = (what) => {
    throw new Error(what);
  };
  return cut(code, rangesOf(parseAst(code), code, {...TABLES, ...tables}, fail));
};

test('empties methods, and says what has one value in this build', () => {
  const code = slim(CODE);
  assert.match(code, /this\.onPublished = async \(track\) => \{\};/);
  assert.match(code, /this\.onEnded = \(\) => \{\};/);
  assert.match(code, /async startAudio\(\) \{\}/);
  assert.match(code, /if \(!1\) publishVideo/);
  assert.match(code, /\(void 0\)\?\.restart\(\)/);
  assert.match(code, /this\.processor = track/, 'what is assigned stays');
  assert.match(code, /delete this\.processor/);
  assert.match(code, /if \(!1\) readChat/, 'a message that this client does not know');
  assert.match(code, /"user"\) readData/);
  assert.match(code, /return track\.kind === "video"/, 'another class');
  assert.equal(code.split('\n').length, CODE.split('\n').length, 'lines keep their numbers');
});

test('fails where livekit-client does not have what is listed', () => {
  for (const [tables, what] of [
    [{methods: {Room: ['startVideo']}}, /Room\.startVideo\(\)/],
    [{methods: {Lobby: ['open']}}, /Lobby\.open\(\)/],
    [{constants: {worker: '!1'}}, /property "worker"/],
    [{conditions: {Room: {publish: {'isVideo(track)': '!1'}}}}, /"isVideo\(track\)" in Room\.publish\(\)/],
  ])
    assert.throws(() => slim(CODE, tables), what);
});

test('fails where livekit-client waits in another way than the build changes', () => {
  const fail = (what) => {
    throw new Error(what);
  };
  for (const file of ['Room', 'PCTransportManager'])
    assert.throws(
      () => withoutWaits('await connected;', `/x/livekit-client/src/room/${file}.ts`, fail),
      /waits in another way/,
    );
  assert.equal(withoutWaits('', '/x/livekit-client/src/room/Room.test.ts', fail), null);
});
