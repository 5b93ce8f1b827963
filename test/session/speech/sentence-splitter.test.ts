import {assert} from '@open-wc/testing';
import {stub} from 'sinon';
import {SentenceSplitter} from '../../../src/session/speech/sentence-splitter.js';

/** The sentences of a text that arrives in pieces of this length. */
function split(text: string, length: number): string[] {
  const splitter = new SentenceSplitter();
  const sentences: string[] = [];
  for (let at = 0; at < text.length; at += length)
    sentences.push(...splitter.push(text.slice(at, at + length)));
  return [...sentences, ...splitter.flush()];
}

suite('SentenceSplitter', () => {
  const TEXTS: Record<string, string[]> = {
    'a title and a name': ['I met Dr. Smith and J. R. Jones. ', 'They were well. ', 'Were you?'],
    'German abbreviations and an ordinal': ['Obst, z. B. Äpfel, hilft. ', 'Am 3. Mai ist Dr. Maier da.'],
    'abbreviations before a capital letter': ['Fruit, e.g. Apples, from the U.S. Market. ', 'Good?'],
    'French, Spanish and Dutch abbreviations': [
      'Voici Mme. Dupont, env. Paris. ',
      'La Sra. García lee la pág. Una. ',
      'Vraag dhr. Jansen, bijv. Piet. ',
      'See fig. Two, etc. Fine.',
    ],
    numbers: ['It costs 3.5 to 1.000 euros. ', 'That is version 2.10.1!'],
    'a list': ['First:\n', '1. Open the door.\n', '2. Walk in.'],
    'a mark alone belongs to the next sentence': ['Well. ', '… Then he left. ', '(Really.) ', 'Yes!'],
    Japanese: ['こんにちは。', '元気ですか？', 'はい。'],
    'an address': ['See example.com/a.b?c=d now. ', 'Thanks.'],
  };
  for (const [what, sentences] of Object.entries(TEXTS)) {
    for (const length of [1, 2, 7, 1_000]) {
      test(`${what}, in pieces of ${length}`, () => {
        assert.deepEqual(split(sentences.join(''), length), sentences);
      });
    }
  }

  test('gives a sentence out once the next one begins, and not before', () => {
    const splitter = new SentenceSplitter();
    assert.deepEqual(splitter.push('It is 3.'), []);
    assert.isFalse(splitter.isAtRest, 'a number may go on');
    assert.deepEqual(splitter.push('5 now. '), []);
    assert.isTrue(splitter.isAtRest);
    assert.deepEqual(splitter.push('T'), ['It is 3.5 now. ']);
    assert.isFalse(splitter.isAtRest);
    splitter.push('here are 1.');
    assert.isFalse(splitter.isAtRest);
    splitter.push('500.');
    assert.isFalse(splitter.isAtRest, 'a long one as well');
  });

  test('cuts a long piece step by step: the segmenter takes ever longer for a longer text', () => {
    const {prototype} = Intl.Segmenter;
    const native: unknown = Reflect.get(prototype, 'segment');
    const segment = (text: string) =>
      Reflect.apply(native as () => unknown, new Intl.Segmenter(undefined, {granularity: 'sentence'}), [
        text,
      ]) as Intl.Segments;
    let longest = 0;
    const spy = stub(prototype, 'segment').callsFake((text) => {
      longest = Math.max(longest, text.length);
      return segment(text);
    });
    try {
      const sentences = Array.from({length: 500}, (_, index) => `Sentence ${index} 😀 of e.g. Apples. `);
      const text = sentences.join('');
      assert.deepEqual(split(text, text.length), [...sentences.slice(0, -1), sentences.at(-1)]);
      assert.isAtMost(longest, 3_000);
    } finally {
      spy.restore();
    }
  });

  test('cuts what has no end between two words, or else between two characters', () => {
    const words = split('words '.repeat(400), 9);
    assert.isTrue(words.every((each) => each.length <= 800 && /^(words )+$/.test(each)));
    assert.isAbove(words[0]?.length ?? 0, 790);
    const text = `a${'😀'.repeat(1_000)}`;
    const smiles = split(text, 999);
    assert.equal(smiles.join(''), text);
    assert.isTrue(smiles.every((each) => !/^[\uDC00-\uDFFF]/.test(each)));
  });
});
