import assert from 'node:assert/strict';
import {createRequire} from 'node:module';
import {test} from 'node:test';
import {fileURLToPath} from 'node:url';
import {build} from 'esbuild';
import fc from 'fast-check';
import {EventEmitter} from '../../scripts/livekit-stubs/events.mjs';

/** The package for browsers, not Node's own module. */
const {EventEmitter: RealEventEmitter} = createRequire(import.meta.url)('events/');
const file = (path) => fileURLToPath(new URL(`../../${path}`, import.meta.url));

/** livekit-client's machine of the signal connection, on the package or on what the build has instead. */
async function signalMachine(alias) {
  const {outputFiles} = await build({
    entryPoints: [file('node_modules/livekit-client/src/api/SignalClientStateMachine.ts')],
    bundle: true,
    format: 'esm',
    write: false,
    alias,
    tsconfigRaw: {},
  });
  return import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].text).toString('base64')}`);
}

test('machina: the machine of the signal connection takes the same steps', async () => {
  const real = await signalMachine({});
  const ours = await signalMachine({machina: file('scripts/livekit-stubs/machina.mjs')});
  const types =
    'connect reconnect connectComplete connectFailed reconnectComplete reconnectFailed transportFailed close closeComplete unknown';
  const input = fc.record({
    type: fc.constantFrom(...types.split(' ')),
    attemptId: fc.integer({min: 0, max: 3}),
    recoverable: fc.boolean(),
    reason: fc.constantFrom('left', 'lost'),
    error: fc.constant('broken'),
  });
  const reached = new Set();
  fc.assert(
    fc.property(fc.array(input, {maxLength: 12}), (inputs) => {
      const [expected, machine] = [real.createSignalMachine(), ours.createSignalMachine()];
      for (const each of inputs) {
        for (const one of [expected, machine]) one.handle(each.type, each);
        assert.equal(machine.currentState(), expected.currentState());
        assert.deepEqual(machine.context, expected.context);
        reached.add(machine.currentState());
      }
    }),
    {numRuns: 2000},
  );
  assert.deepEqual(reached, new Set(real.signalLifecycleStates));
});

/** An emitter, and listeners that write down that they are called, some of which change the list while it is called. */
function recorder(Emitter) {
  const emitter = new Emitter();
  const log = [];
  let depth = 0;
  const listeners = [
    (...args) => log.push(['plain', ...args]),
    () => (log.push('off'), emitter.off('a', listeners[0])),
    () => (log.push('on'), emitter.on('a', listeners[0])),
    () => (log.push('once'), emitter.once('a', listeners[1])),
    () => log.push(['emit', depth++ < 3 && emitter.emit('a', 'again')]),
    () => (log.push('remove all'), emitter.removeAllListeners()),
    function () {
      log.push(this === emitter);
    },
  ];
  return {emitter, log, listeners};
}

test('events: an emitter calls the same listeners in the same order', () => {
  const step = fc.tuple(
    fc.constantFrom('on', 'once', 'off', 'emit', 'emit', 'removeAllListeners'),
    fc.constantFrom('a', 'b'),
    fc.integer({min: 0, max: 6}),
  );
  fc.assert(
    fc.property(fc.array(step, {maxLength: 25}), (steps) => {
      const both = [recorder(RealEventEmitter), recorder(EventEmitter)];
      for (const {emitter, log, listeners} of both)
        for (const [call, event, number] of steps) {
          if (call === 'emit') log.push(['result', emitter.emit(event, number, 'more')]);
          else if (call === 'removeAllListeners') emitter.removeAllListeners();
          else assert.equal(emitter[call](event, listeners[number]), emitter);
          log.push(emitter.listenerCount('a'), emitter.listenerCount('b'));
        }
      assert.deepEqual(both[1].log, both[0].log);
    }),
    {numRuns: 2000},
  );
});
