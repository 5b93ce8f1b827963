import {assert} from '@open-wc/testing';
import sinon from 'sinon';
import type {PanelHost, PanelSession} from '../../src/ui/panel-host.js';
import {followTime} from '../../src/ui/state/time-left.js';

let clock: sinon.SinonFakeTimers;

/** The views of a session of 600 s. */
function views({idleAt = null as number | null} = {}) {
  const counts = {renders: 0, isClockOpen: false};
  const end = new AbortController();
  const host = {session: {startedAt: Date.now(), durationLimit: 600}} as PanelHost;
  const session = {idleAt} as PanelSession;
  followTime({host, session, hasClock: () => counts.isClockOpen}, end.signal, () => counts.renders++);
  return {counts, end};
}

suite('the time in the views', () => {
  setup(() => (clock = sinon.useFakeTimers()));
  teardown(() => clock.restore());

  test('renders nothing before the last minute, and once a second in it', () => {
    const {counts, end} = views();
    clock.tick(539_000);
    assert.equal(counts.renders, 0);
    clock.tick(61_000);
    assert.equal(counts.renders, 61);
    end.abort();
    assert.equal(clock.countTimers(), 0);
  });

  test('renders the question before an idle end', () => {
    const {counts} = views({idleAt: Date.now() + 60_000});
    clock.tick(39_000);
    assert.equal(counts.renders, 0);
    clock.tick(5_000);
    assert.equal(counts.renders, 5);
  });

  test('renders the clock while it is in view', () => {
    const {counts} = views();
    clock.tick(10_000);
    counts.isClockOpen = true;
    clock.tick(10_000);
    counts.isClockOpen = false;
    clock.tick(10_000);
    assert.equal(counts.renders, 11, 'and once when it is closed');
  });
});
