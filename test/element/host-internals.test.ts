import {assert} from '@open-wc/testing';
import {HostInternals} from '../../src/element/host-internals.js';

/** An element's custom states, and how often they are written. */
class CountedStates extends Set<string> {
  writes = 0;

  override add(name: string): this {
    this.writes++;
    return super.add(name);
  }

  override clear(): void {
    this.writes++;
    super.clear();
  }
}

const host = (states: Set<string>) => ({attachInternals: () => ({states})}) as unknown as HTMLElement;

suite('the states of an element, for CSS', () => {
  test('are written where they have changed, and not with each render', () => {
    const states = new CountedStates();
    const internals = new HostInternals(host(states));
    internals.setStates('live', {speaking: true, open: false});
    assert.deepEqual([...states], ['live', 'speaking']);
    states.writes = 0;
    for (let render = 0; render < 5; render++) internals.setStates('live', {speaking: true, open: false});
    assert.equal(states.writes, 0);
    internals.setStates('live', {speaking: false, open: true});
    assert.deepEqual([...states], ['live', 'open']);
  });

  test('are left out where the browser refuses their names', () => {
    const states = new CountedStates();
    states.add = () => {
      throw new SyntaxError('two dashes are missing');
    };
    new HostInternals(host(states)).setStates('live', {});
    assert.deepEqual([...states], []);
  });
});
