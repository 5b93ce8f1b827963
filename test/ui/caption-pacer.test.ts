import {assert} from '@open-wc/testing';
import sinon from 'sinon';
import {CaptionPacer} from '../../src/ui/state/caption-pacer.js';

suite('CaptionPacer', () => {
  test('a Chinese, Japanese or Korean character takes the time of more than two letters', () => {
    const pacer = new CaptionPacer();
    pacer.room = 15;
    pacer.start(0, 'a');
    pacer.setText('今日は晴れ。明日は雨。', 'a');
    assert.equal(pacer.textAt(900), '今日は晴れ。');
    assert.equal(pacer.textAt(1_100), '明日は雨。');
  });

  test('text that arrives ahead of the voice is shown when the voice says it', () => {
    const pacer = new CaptionPacer();
    pacer.room = 20;
    pacer.start(0, 'a');
    pacer.setText('The first sentence. And the second one.', 'a');
    assert.equal(pacer.textAt(0), 'The first sentence.');
    assert.equal(pacer.textAt(1_000), 'The first sentence.');
    assert.equal(pacer.textAt(1_500), 'And the second one.');
  });

  test('text that arrives before its voice begins is kept for that voice, and for no other', () => {
    const pacer = new CaptionPacer();
    pacer.start(0, 'a');
    pacer.setText('The first.', 'a');
    pacer.setText('The second.', 'b');
    assert.equal(pacer.textAt(100), 'The first.');
    pacer.start(1_000, 'b');
    assert.equal(pacer.textAt(1_100), 'The second.');
    pacer.setText('The third.', 'c');
    pacer.start(2_000, 'd');
    assert.equal(pacer.textAt(2_100), '');
  });

  test('the last words stay a while after the voice, then go', () => {
    const pacer = new CaptionPacer();
    pacer.start(0, 'a');
    pacer.setText('Short.', 'a');
    pacer.end(500, {isInterrupted: false});
    assert.equal(pacer.textAt(1_900), 'Short.');
    assert.equal(pacer.textAt(2_100), '');
    assert.isFalse(pacer.isActive);
  });

  test('the whole text of a voice of known length is spread over that length', () => {
    const pacer = new CaptionPacer();
    pacer.room = 20;
    pacer.setDuration('a', 4_000);
    pacer.start(0, 'a');
    pacer.setText('The first sentence. And the second one.', 'a', true);
    assert.equal(pacer.textAt(1_900), 'The first sentence.');
    assert.equal(pacer.textAt(2_000), 'And the second one.');
  });

  test('the pace is that of earlier speeches; the first follows the rate of the voice', () => {
    const pacer = new CaptionPacer();
    pacer.room = 20;
    pacer.voiceRate = 0.5;
    pacer.start(0, null);
    pacer.setText('The first sentence. And the second one.', null, true);
    assert.equal(pacer.textAt(2_500), 'The first sentence.');
    assert.equal(pacer.textAt(2_600), 'And the second one.');
    pacer.end(3_900, {isInterrupted: false});
    pacer.start(10_000, null);
    pacer.setText('The first sentence. And the second one.', null, true);
    assert.equal(pacer.textAt(11_800), 'The first sentence.');
    assert.equal(pacer.textAt(11_950), 'And the second one.');
  });

  test('a text that is completed after its voice is not taken for that of the next voice', () => {
    const pacer = new CaptionPacer();
    pacer.start(0, null);
    pacer.setText('It is over.', null);
    pacer.end(1_000, {isInterrupted: false});
    assert.equal(pacer.textAt(20_000), '');
    pacer.setText('It is over.', null, true);
    pacer.start(30_000, null);
    assert.equal(pacer.textAt(30_000), '');
  });

  test('no words are left out that the voice has overtaken', () => {
    const pacer = new CaptionPacer();
    pacer.room = 20;
    pacer.start(0, 'a');
    pacer.setText('The first sentence. And the second one. The third is last.', 'a');
    pacer.end(500, {isInterrupted: false});
    assert.deepEqual(
      [600, 1_500, 2_400, 3_700, 3_900].map((now) => pacer.textAt(now)),
      ['The first sentence.', 'And the second one.', 'The third is last.', 'The third is last.', ''],
    );
  });

  test('says when its words change next, during the voice and after it', () => {
    const pacer = new CaptionPacer();
    pacer.room = 20;
    /** The moments at which the words are others than 1 ms before, as looks at each of them find. */
    const changes = (from: number, to: number) => {
      const found: number[] = [];
      const promised: number[] = [];
      for (let [now, before, next] = [from, pacer.textAt(from), pacer.nextChange(from)]; now < to; now++) {
        const text = pacer.textAt(now);
        if (text !== before) found.push(now);
        if (now >= next) promised.push(now);
        if (text !== before || now >= next) next = pacer.nextChange(now);
        before = text;
      }
      return {found, promised};
    };
    assert.equal(pacer.nextChange(0), Infinity);
    pacer.start(0, 'a');
    assert.equal(pacer.nextChange(0), Infinity, 'there are no words');
    pacer.setText('The first sentence. And the second one. And then the third. Now the last.', 'a');
    const voice = changes(0, 2_000);
    assert.lengthOf(voice.found, 1);
    assert.deepEqual(voice.promised, voice.found);
    pacer.end(2_000, {isInterrupted: false});
    const rest = changes(2_000, 8_000);
    assert.lengthOf(rest.found, 3, 'two sentences and the end of the last');
    assert.deepEqual(rest.promised, rest.found);
    assert.equal(pacer.nextChange(8_000), Infinity);
  });

  test('an interrupted voice takes its words with it', () => {
    const pacer = new CaptionPacer();
    pacer.start(0, 'a');
    pacer.setText('This is never said.', 'a');
    pacer.end(100, {isInterrupted: true});
    assert.equal(pacer.textAt(100), '');
  });

  test('a text is cut once, however often it is read, and again when the text, the room or the language changes', () => {
    const segment = sinon.spy(Intl.Segmenter.prototype, 'segment');
    try {
      const pacer = new CaptionPacer();
      pacer.start(0, 'a');
      pacer.setText('The first sentence. And the second one.', 'a');
      pacer.textAt(0);
      const {callCount} = segment;
      assert.isAbove(callCount, 0);
      for (let now = 100; now < 1_500; now += 100) pacer.textAt(now);
      assert.equal(segment.callCount, callCount);
      const changes = [
        () => (pacer.room = 20),
        () => (pacer.lang = 'th'),
        () => pacer.setText('The first sentence. And the second one. And more.', 'a'),
      ];
      for (const [index, change] of changes.entries()) {
        change();
        pacer.textAt(1_500);
        assert.equal(segment.callCount, (index + 2) * callCount);
      }
    } finally {
      segment.restore();
    }
  });
});
