import {assert} from '@open-wc/testing';
import fc from 'fast-check';
import {captionPieces, lettersIn} from '../../src/ui/state/caption-pieces.js';

const graphemes = (text: string): string[] =>
  Array.from(new Intl.Segmenter(undefined, {granularity: 'grapheme'}).segment(text), ({segment}) => segment);

suite('captionPieces', () => {
  test('cuts at the ends of sentences, else between words, else where the room ends', () => {
    assert.deepEqual(captionPieces('It is late. We have to go home now.', 20), [
      'It is late.',
      ' We have to go',
      ' home now.',
    ]);
    assert.deepEqual(captionPieces('incomprehensible', 6), ['incomp', 'rehens', 'ible']);
    assert.equal(
      captionPieces('Nothing is lost. Not a word, not a letter!', 12).join(''),
      'Nothing is lost. Not a word, not a letter!',
    );
  });

  test('a Chinese, Japanese or Korean character takes the room of more than two letters', () => {
    assert.deepEqual(captionPieces('こんにちは。世界はここです。', 20), ['こんにちは。', '世界はここです。']);
    assert.deepEqual(captionPieces('𠮷𠮷𠮷', 5), ['𠮷𠮷', '𠮷']);
  });

  test('a sentence ends after its quotation mark, and not within a number, an address or an abbreviation', () => {
    assert.deepEqual(captionPieces('She said "Stop." Then he left us.', 20), [
      'She said "Stop."',
      ' Then he left us.',
    ]);
    assert.deepEqual(captionPieces('See e.g. this or example.com now.', 20), [
      'See e.g. this or',
      ' example.com now.',
    ]);
    assert.deepEqual(captionPieces('We waited… Then it came.', 18), ['We waited…', ' Then it came.']);
    assert.deepEqual(captionPieces('مرحبا بكم؟ نعم أهلا وسهلا', 18, 'ar'), ['مرحبا بكم؟', ' نعم أهلا وسهلا']);
  });

  test('a word with a hyphen, a price and a time stay whole', () => {
    assert.deepEqual(captionPieces('We met the well-known man at 3:30 and paid $5.99.', 14), [
      'We met the',
      ' well-known',
      ' man at 3:30',
      ' and paid',
      ' $5.99.',
    ]);
  });

  test('Thai is cut between its words, which no space parts', () => {
    assert.deepEqual(captionPieces('ไปไหนมา', 4, 'th'), ['ไป', 'ไหน', 'มา']);
    const text = 'วันนี้อากาศดีมาก ฉันกำลังจะไปตลาดเพื่อซื้อผลไม้และผักสดสำหรับทำอาหารเย็น แล้วจะกลับบ้านก่อนที่ฝนจะตก';
    const pieces = captionPieces(text, 20, 'th');
    assert.equal(pieces.join(''), text);
    assert.isAbove(pieces.length, 4);
    for (const piece of pieces) assert.notMatch(piece.trim(), /^\p{M}/u);
  });

  test('Hindi is cut between words, and a sentence ends at its danda', () => {
    const text = 'नमस्ते, आज मौसम बहुत अच्छा है। मैं बाज़ार जा रहा हूँ और फल खरीदूँगा।';
    assert.deepEqual(captionPieces(text, 20, 'hi'), [
      'नमस्ते, आज मौसम',
      ' बहुत अच्छा है।',
      ' मैं बाज़ार जा रहा',
      ' हूँ और फल खरीदूँगा।',
    ]);
  });

  test('Japanese is cut between words; a piece begins with no closing mark and ends with no opening one', () => {
    const text =
      '今日は天気がとてもいいので、友だちと「東京」の公園へ行きました！「そして、お昼ごはんを食べました。」';
    const pieces = captionPieces(text, 20, 'ja');
    assert.equal(pieces.join(''), text);
    for (const piece of pieces) {
      assert.isAtMost(lettersIn(piece), 20);
      assert.notMatch(piece, /^[、。！」]|「$/);
    }
    assert.include(pieces, '友だちと「東京」');
  });

  test('twelve flags stay whole, in rooms that end within one', () => {
    const flags = ['🇩🇪', '🇫🇷', '🇮🇹', '🇪🇸', '🇵🇱', '🇳🇱', '🇧🇪', '🇦🇹', '🇨🇭', '🇩🇰', '🇸🇪', '🇫🇮'];
    for (const room of [2, 3, 5, 7, 20]) {
      assert.deepEqual(captionPieces(flags.join(''), room).flatMap(graphemes), flags);
    }
  });

  test('a family stays whole in a room that is too small for it', () => {
    assert.deepEqual(captionPieces('a 👨‍👩‍👧‍👦👨‍👩‍👧‍👦', 3), ['a', ' 👨‍👩‍👧‍👦', '👨‍👩‍👧‍👦']);
  });

  test('whatever the text: nothing is lost, no grapheme is cut, no piece is empty, and each fits the room', () => {
    const letter = fc.oneof(
      fc.string({unit: 'grapheme', minLength: 1, maxLength: 3}),
      fc.constantFrom(
        ' ',
        '. ',
        '… ',
        '\n',
        'the',
        'ก็',
        'นี้',
        'क्षि',
        '「',
        '。',
        '東',
        '👨‍👩‍👧‍👦',
        '🇩🇪',
        'é',
        '3:30',
      ),
    );
    const text = fc.array(letter, {maxLength: 60}).map((letters) => letters.join(''));
    fc.assert(
      fc.property(text, fc.double({min: 1, max: 40, noNaN: true}), (whole, room) => {
        const pieces = captionPieces(whole, room);
        assert.equal(pieces.join(''), whole.trimEnd());
        assert.deepEqual(pieces.flatMap(graphemes), graphemes(whole.trimEnd()));
        for (const piece of pieces) {
          assert.notEqual(piece.trim(), '');
          if (graphemes(piece.trim()).length > 1) assert.isAtMost(lettersIn(piece.trimStart()), room);
        }
      }),
      {numRuns: 500},
    );
  });
});
