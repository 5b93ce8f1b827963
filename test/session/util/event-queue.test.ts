import {assert} from '@open-wc/testing';
import {EventQueue} from '../../../src/session/util/event-queue.js';

suite('EventQueue', () => {
  let seen: string[];
  let onEvent: (type: string) => void;
  let events: EventQueue;
  const add = (type: string) => events.add(new Event(type));

  setup(() => {
    seen = [];
    onEvent = () => {};
    events = new EventQueue(({type}) => {
      seen.push(type);
      onEvent(type);
    });
  });

  test('delivers an event at once where nothing is under way', () => {
    add('one');
    assert.deepEqual(seen, ['one']);
  });

  test('delivers the events of a change once the change is complete', () => {
    events.change(() => {
      add('one');
      events.change(() => add('two'));
      assert.deepEqual(seen, []);
    });
    assert.deepEqual(seen, ['one', 'two']);
  });

  test('delivers what a listener causes after the events that wait already', () => {
    onEvent = (type) => {
      if (type === 'one') add('three');
      if (type === 'three') events.change(() => add('four'));
    };
    events.change(() => {
      add('one');
      add('two');
    });
    assert.deepEqual(seen, ['one', 'two', 'three', 'four']);
  });

  test('delivers the events of a change that throws, and passes its error on', () => {
    assert.throws(() =>
      events.change(() => {
        add('one');
        throw new Error('broken');
      }),
    );
    assert.deepEqual(seen, ['one']);
  });

  test('gives back what the change returns', () => {
    assert.equal(
      events.change(() => 7),
      7,
    );
  });
});
