import assert from 'node:assert/strict';
import {test} from 'node:test';
import {parseAst} from 'rollup/parseAst';
import {unusedCode} from '../../scripts/unused-code.mjs';

const parse = (code) => parseAst(code);
const slim = (code, moduleIds = ['/node_modules/livekit-client/src/room/Room.ts']) =>
  unusedCode().renderChunk.call({parse}, code, {moduleIds})?.code ?? code;

test('leaves out methods that nothing names, also those that only such methods call', () => {
  const code = slim(`
    class Some {
      constructor() {
        this.unassigned = () => this.unheard();
        this.assigned = () => this.byArrow();
      }
      byArrow() {}
      unheard() { this.innermost(); }
      innermost() {}
      get unread() { return 1; }
      heard() {}
      byText() {}
      byDestructuring() {}
      toString() { return ''; }
    }
    const some = new Some();
    some.heard();
    some.assigned();
    some['byText']();
    const {byDestructuring} = some;`);
  assert.doesNotMatch(code, /unassigned|unheard|innermost|unread/);
  assert.match(code, /this\.assigned = .*byArrow/);
  assert.match(code, /heard\(\) \{\}/);
  assert.match(code, /byText\(\) \{\}/);
  assert.match(code, /byDestructuring\(\) \{\}/);
  assert.match(code, /toString\(\) \{/);
});

test('leaves out methods that only each other, or methods of the same name, call', () => {
  const code = slim(`
    class Some {
      tick() { this.tock(); }
      tock() { this.tick(); }
      forward() { return this.manager.forward(); }
      heard() { this.byHeard(); }
      byHeard() {}
    }
    new Some().heard();`);
  assert.doesNotMatch(code, /tick|tock|forward/);
  assert.match(code, /byHeard\(\) \{\}/);
});

test('leaves out fields of messages that nothing says', () => {
  const code = slim(`
    const Join = proto3.makeMessageType('livekit.Join', () => [
      { no: 1, name: "sid", kind: "scalar", T: 9 },
      { no: 2, name: "ping_interval", kind: "scalar", T: 5 },
      { no: 3, name: "alternative_url", kind: "scalar", T: 9 },
      { no: 4, name: "by_pattern", kind: "scalar", T: 9 },
      { no: 5, name: "offer", kind: "message", T: Offer, oneof: "message" },
      { no: 6, name: "unread", kind: "message", T: Unread },
    ]);
    use(join.sid, join.pingInterval, join.message.case === "offer");
    const {byPattern} = join;`);
  const names = [...code.matchAll(/name: "(\w+)"/g)].map(([, name]) => name);
  assert.deepEqual(names, ['sid', 'ping_interval', 'by_pattern', 'offer']);
  assert.doesNotMatch(code, /Unread/);
  parse(code);
});

test('keeps what the element calls of a room', () => {
  assert.match(slim('class Room { publishTrack() {} disconnect() {} }'), /publishTrack.*disconnect/);
});

test('leaves out calls of the log, and nothing else of what they stand in', () => {
  const code = slim(`
    function work() {
      if (this.ready) this.log.warn('not ready', {...this.logContext});
      else livekitLogger.debug('ready');
      this.done.catch((error) => this.iceLog.error('failed', {error}));
      this.catalog.debug('not the log');
      return controller.error('kept');
    }`);
  assert.doesNotMatch(code, /not ready|'ready'|failed/);
  assert.match(code, /if \(this\.ready\) ;\s+else ;/);
  assert.match(code, /catch\(\(error\) => \{\}\)/);
  assert.match(code, /not the log/);
  assert.match(code, /controller\.error\('kept'\)/);
});

test('changes no chunk without livekit-client', () => {
  const code = 'class Some { unheard() {} }';
  assert.equal(slim(code, ['/src/session/room/room.ts']), code);
});
