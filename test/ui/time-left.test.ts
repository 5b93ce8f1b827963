import {assert} from '@open-wc/testing';
import type {ReactiveController} from 'lit';
import sinon from 'sinon';
import type {PanelHost, PanelSession} from '../../src/ui/panel-host.js';
import {followTime} from '../../src/ui/state/time-left.js';

let clock: sinon.SinonFakeTimers;

/** The views of a session of 600 s. `render` is also what else the element draws. */
function views({idleAt = null as number | null} = {}) {
  const counts = {renders: 0, isClockOpen: false};
  const end = new AbortController();
  const controllers = new Set<ReactiveController>();
  const render = () => {
    counts.renders++;
    for (const each of controllers) each.hostUpdate?.();
  };
  const host = {
    session: {startedAt: Date.now(), durationLimit: 600},
    addController: (controller) => void controllers.add(controller),
    removeController: (controller) => void controllers.delete(controller),
  } as Pick<PanelHost, 'session' | 'addController' | 'removeController'> as PanelHost;
  const session = {idleAt};
  followTime(
    {host, session: session as PanelSession, hasClock: () => counts.isClockOpen},
    end.signal,
    render,
  );
  return {counts, end, session, controllers, render};
}

suite('the time in the views', () => {
  setup(() => (clock = sinon.useFakeTimers()));
  teardown(() => clock.restore());

  test('renders nothing before the last minute, and once a second in it', () => {
    const {counts, end, controllers} = views();
    clock.tick(539_000);
    assert.equal(counts.renders, 0);
    clock.tick(61_000);
    assert.equal(counts.renders, 61);
    end.abort();
    assert.equal(clock.countTimers(), 0);
    assert.equal(controllers.size, 0);
  });

  test('renders the question before an idle end', () => {
    const {counts} = views({idleAt: Date.now() + 60_000});
    clock.tick(39_000);
    assert.equal(counts.renders, 0);
    clock.tick(5_000);
    assert.equal(counts.renders, 5);
  });

  test('takes the question away that another render has drawn, however the session was kept', () => {
    const {counts, session, render} = views({idleAt: Date.now() + 20_500});
    clock.tick(600);
    render(); // draws the question before the next look
    session.idleAt = Date.now() + 60_000;
    clock.tick(1_000);
    assert.equal(counts.renders, 2);
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
