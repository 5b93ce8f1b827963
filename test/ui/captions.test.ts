import {assert} from '@open-wc/testing';
import sinon from 'sinon';
import {AvatarMessageEvent, AvatarSpeechEndEvent, AvatarSpeechStartEvent} from '../../src/session/events.js';
import type {PanelHost} from '../../src/ui/panel-host.js';
import {Captions} from '../../src/ui/state/captions.js';
import type {FrameSize} from '../../src/ui/state/frame-size.js';

const TEXT =
  'One sentence is here to be said aloud. Another one follows it at once. The third one ends the speech.';
let clock: sinon.SinonFakeTimers;

/** Captions whose panels are rendered as the element renders them, and what they cost. */
function captions({
  overflows = () => false,
  isDrawn = true,
}: {overflows?: (text: string) => boolean; isDrawn?: boolean} = {}) {
  const cost = {renders: 0, layouts: 0, looks: 0, timers: 0};
  const {setTimeout: wait} = globalThis;
  sinon.replace(globalThis, 'setTimeout', ((work: () => void, ms: number) => {
    cost.timers++;
    return wait(work, ms);
  }) as typeof setTimeout);
  let shown = '';
  const part = {
    get scrollHeight() {
      cost.layouts++;
      return overflows(shown) ? 100 : 50;
    },
    clientHeight: 50,
  };
  const shadowRoot = {
    querySelector: () => {
      cost.looks++;
      return shown ? part : null;
    },
  };
  const host = {captions: true, voiceRate: 1, words: {lang: 'en'}, shadowRoot} as unknown as PanelHost;
  const frame = {width: 320, captionSize: 16} as FrameSize;
  const render = () => {
    cost.renders++;
    if (isDrawn) shown = state.text;
  };
  const state: Captions = new Captions(host, frame, render);
  const resize = (width: number) => {
    Object.assign(frame, {width});
    render();
  };
  const say = () => {
    state.receive(new AvatarMessageEvent('avatar', TEXT, true, 'a'));
    state.receive(new AvatarSpeechStartEvent('a'));
  };
  return {
    state,
    cost,
    resize,
    say,
    end: () => state.receive(new AvatarSpeechEndEvent('a', 'finished', 7_000)),
  };
}

suite('captions', () => {
  setup(() => (clock = sinon.useFakeTimers()));
  teardown(() => {
    sinon.restore();
    clock.restore();
  });

  test('have the panels rendered only where the words change, and are measured once for each', () => {
    const {state, cost, say, end} = captions();
    const pieces = new Set<string>();
    say();
    for (let ms = 0; ms < 7_000; ms += 100) {
      pieces.add(state.text);
      clock.tick(100);
    }
    end();
    clock.tick(10_000);
    assert.isAbove(pieces.size, 2);
    assert.isAtMost(cost.renders, pieces.size + 2, 'with the begin and the end of the voice');
    assert.isAtMost(cost.layouts, pieces.size);
    assert.equal(state.text, '');
    assert.equal(clock.countTimers(), 0);
  });

  test('wake the page only where the words change, and once after that to measure them', () => {
    const {cost, say} = captions();
    say();
    clock.tick(6_500);
    assert.isAbove(cost.renders, 2);
    assert.isAtMost(
      cost.timers,
      3 * cost.renders,
      'one for the measure, one for the change, and one that a sooner one replaces',
    );
    cost.timers = 0;
    clock.tick(60_000);
    assert.equal(cost.timers, 0, 'the voice says nothing more');
  });

  test('do not look at words that come ahead of the voice before it has come to them', () => {
    const {state, cost} = captions();
    const text = `${TEXT} After it comes another one, which nobody has announced. And here is what really ends all of it.`;
    state.receive(new AvatarMessageEvent('avatar', text.slice(0, 160), false, 'a'));
    state.receive(new AvatarSpeechStartEvent('a'));
    clock.tick(500);
    [cost.timers, cost.renders] = [0, 0];
    for (let at = 161; at <= text.length; at++) {
      state.receive(new AvatarMessageEvent('avatar', text.slice(0, at), false, 'a'));
      clock.tick(10);
    }
    assert.deepEqual([cost.timers, cost.renders], [0, 0]);
    const pieces = new Set<string>();
    for (let ms = 0; ms < 14_000; ms += 100) {
      pieces.add(state.text);
      clock.tick(100);
    }
    assert.equal([...pieces].join(' '), text);
  });

  test('show soon where a growing sentence, which is cut in its middle, is cut anew', () => {
    const sentence = Array.from({length: 24}, () => 'word').join(' ');
    const {state, cost} = captions();
    const growTo = (letters: number) =>
      state.receive(new AvatarMessageEvent('avatar', sentence.slice(0, letters), false, 'a'));
    growTo(84);
    state.receive(new AvatarSpeechStartEvent('a'));
    clock.tick(500);
    const before = state.text;
    cost.renders = 0;
    growTo(119);
    clock.tick(100);
    assert.equal(cost.renders, 1);
    assert.isAbove(state.text.length, before.length);
  });

  test('show words that grow with the voice soon, and many at once', () => {
    const {state, cost} = captions();
    state.receive(new AvatarSpeechStartEvent('a'));
    cost.renders = 0;
    for (const [at] of Array.from('One sentence.').entries()) {
      state.receive(new AvatarMessageEvent('avatar', 'One sentence.'.slice(0, at + 1), false, 'a'));
    }
    assert.equal(cost.renders, 0);
    clock.tick(100);
    assert.equal(state.text, 'One sentence.');
    assert.equal(cost.renders, 1);
  });

  test('show new words soon also where the length of the voice is announced meanwhile', () => {
    const {state, cost} = captions();
    state.receive(new AvatarSpeechStartEvent('a'));
    cost.renders = 0;
    state.receive(new AvatarMessageEvent('avatar', 'One sentence.', false, 'a'));
    clock.tick(50);
    state.expect('a', 5_000);
    clock.tick(100);
    assert.equal(cost.renders, 1);
  });

  test('that overflow are shortened until they fit', () => {
    const {state, say} = captions({overflows: (text) => text.length > 30});
    say();
    clock.tick(1_000);
    assert.isAtMost(state.text.length, 30);
  });

  test('are measured again where the frame gets another size', () => {
    let most = 0;
    const {state, resize, say} = captions({overflows: (text) => text.length > most});
    const lengthAt = (width: number, letters: number) => {
      most = letters;
      resize(width);
      clock.tick(800); // all of it is within the first sentence
      return state.text.length;
    };
    say();
    assert.isAtMost(lengthAt(320, 14), 14);
    assert.isAbove(lengthAt(640, Infinity), 30, 'there is room for more');
    assert.isAtMost(lengthAt(300, 20), 20, 'the same words have less room');
  });

  test('that are not drawn, as in an open conversation, are not looked for', () => {
    const {cost, say, end} = captions({isDrawn: false});
    say();
    clock.tick(7_000);
    end();
    clock.tick(10_000);
    assert.equal(cost.looks, 0);
    assert.isAtMost(cost.renders, 6);
  });

  test('that are off cost nothing once the voice is over', () => {
    const {state, cost, say, end} = captions();
    state.areOn = false;
    cost.renders = 0;
    say();
    clock.tick(7_000);
    end();
    clock.tick(10_000);
    assert.isAtMost(cost.renders, 2, 'the begin and the end of the voice');
    assert.equal(cost.timers, 0);
  });

  test('that were off while a voice ended do not take the next words for its own', () => {
    const {state, say, end} = captions();
    state.areOn = false;
    say();
    end();
    clock.tick(60_000);
    state.receive(new AvatarMessageEvent('avatar', 'Something else.', false, null));
    state.receive(new AvatarSpeechStartEvent(null));
    state.areOn = true;
    clock.tick(200);
    assert.equal(state.text, 'Something else.');
  });

  test('that are switched on in the middle of a voice go on with it', () => {
    const {state, say} = captions();
    state.areOn = false;
    say();
    clock.tick(3_000);
    state.areOn = true;
    const first = state.text;
    assert.include(TEXT, first);
    clock.tick(3_000);
    assert.notEqual(state.text, first);
  });
});
