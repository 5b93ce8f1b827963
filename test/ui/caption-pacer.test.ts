import {assert} from '@open-wc/testing';
import {CaptionPacer, pieces} from '../../src/ui/state/caption-pacer.js';

suite('captions', () => {
  test('a text is cut at the ends of sentences, else between words, else where the room ends', () => {
    assert.deepEqual(pieces('It is late. We have to go home now.', 20), [
      'It is late.',
      ' We have to go',
      ' home now.',
    ]);
    assert.deepEqual(pieces('ไปไหนมา', 4), ['ไปไห', 'นมา']);
    assert.equal(
      pieces('Nothing is lost. Not a word, not a letter!', 12).join(''),
      'Nothing is lost. Not a word, not a letter!',
    );
  });

  test('a Chinese, Japanese or Korean character takes the room and the time of more than two letters', () => {
    assert.deepEqual(pieces('こんにちは。世界はここです。', 20), ['こんにちは。', '世界はここです。']);
    assert.deepEqual(pieces('𠮷𠮷𠮷', 5), ['𠮷𠮷', '𠮷']);
    const pacer = new CaptionPacer();
    pacer.room = 15;
    pacer.start(0, 'a');
    pacer.hear('今日は晴れ。明日は雨。', 'a');
    assert.equal(pacer.at(900), '今日は晴れ。');
    assert.equal(pacer.at(1_100), '明日は雨。');
  });

  test('what comes ahead of the voice is shown when it is said', () => {
    const pacer = new CaptionPacer();
    pacer.room = 20;
    pacer.start(0, 'a');
    pacer.hear('The first sentence. And the second one.', 'a');
    assert.equal(pacer.at(0), 'The first sentence.');
    assert.equal(pacer.at(1_000), 'The first sentence.');
    assert.equal(pacer.at(1_500), 'And the second one.');
  });

  test('words that come before their voice begins are kept for it, and for no other', () => {
    const pacer = new CaptionPacer();
    pacer.start(0, 'a');
    pacer.hear('The first.', 'a');
    pacer.hear('The second.', 'b');
    assert.equal(pacer.at(100), 'The first.');
    pacer.start(1_000, 'b');
    assert.equal(pacer.at(1_100), 'The second.');
    pacer.hear('The third.', 'c');
    pacer.start(2_000, 'd');
    assert.equal(pacer.at(2_100), '');
  });

  test('the last words stay a while after the voice, and go then', () => {
    const pacer = new CaptionPacer();
    pacer.start(0, 'a');
    pacer.hear('Short.', 'a');
    pacer.end(500, {isCut: false});
    assert.equal(pacer.at(1_900), 'Short.');
    assert.equal(pacer.at(2_100), '');
    assert.isFalse(pacer.isActive);
  });

  test('a voice of a known length has its words shown over all of it, once they are all there', () => {
    const pacer = new CaptionPacer();
    pacer.room = 20;
    pacer.expect('a', 4_000);
    pacer.start(0, 'a');
    pacer.hear('The first sentence. And the second one.', 'a', true);
    assert.equal(pacer.at(1_900), 'The first sentence.');
    assert.equal(pacer.at(2_000), 'And the second one.');
  });

  test('the pace is the one of what was said before; at first it is the one that the voice is set to', () => {
    const pacer = new CaptionPacer();
    pacer.room = 20;
    pacer.voiceRate = 0.5;
    pacer.start(0, null);
    pacer.hear('The first sentence. And the second one.', null, true);
    assert.equal(pacer.at(2_500), 'The first sentence.');
    assert.equal(pacer.at(2_600), 'And the second one.');
    pacer.end(3_900, {isCut: false});
    pacer.start(10_000, null);
    pacer.hear('The first sentence. And the second one.', null, true);
    assert.equal(pacer.at(11_800), 'The first sentence.');
    assert.equal(pacer.at(11_950), 'And the second one.');
  });

  test('where the voice has run ahead, no words are left out', () => {
    const pacer = new CaptionPacer();
    pacer.room = 20;
    pacer.start(0, 'a');
    pacer.hear('The first sentence. And the second one. The third is last.', 'a');
    pacer.end(500, {isCut: false});
    assert.deepEqual(
      [600, 1_500, 2_400, 3_700, 3_900].map((now) => pacer.at(now)),
      ['The first sentence.', 'And the second one.', 'The third is last.', 'The third is last.', ''],
    );
  });

  test('an interrupted voice takes its words with it', () => {
    const pacer = new CaptionPacer();
    pacer.start(0, 'a');
    pacer.hear('This is never said.', 'a');
    pacer.end(100, {isCut: true});
    assert.equal(pacer.at(100), '');
  });
});
