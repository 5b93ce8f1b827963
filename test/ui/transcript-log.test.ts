import {assert} from '@open-wc/testing';
import sinon from 'sinon';
import {Localizer} from '../../src/ui/locales/localizer.js';
import {STRINGS} from '../../src/ui/locales/strings.js';
import {Transcript} from '../../src/ui/state/transcript.js';
import {transcriptLog} from '../../src/ui/views/transcript-log.js';

const words = new Localizer('en', [STRINGS]);

/** Counts what is rendered: the texts that are looked up, and the elements that come and go. */
function work(transcript: Transcript, act: () => void): {texts: number; added: number; removed: number} {
  const {element} = transcriptLog(transcript, words);
  const observer = new MutationObserver(() => {});
  observer.observe(element, {subtree: true, childList: true});
  const text = sinon.spy(words, 'text');
  act();
  const texts = text.callCount;
  text.restore();
  const records = observer.takeRecords();
  observer.disconnect();
  const elements = (lists: NodeList[]) =>
    lists.flatMap((list) => [...list]).filter((each) => each instanceof Element);
  return {
    texts,
    added: elements(records.map(({addedNodes}) => addedNodes)).length,
    removed: elements(records.map(({removedNodes}) => removedNodes)).length,
  };
}

suite('the log of a transcript', () => {
  test('what a new line and ten ticks of the captions cost does not grow with the number of lines', () => {
    const transcript = new Transcript();
    const costs = [30, 3_030, 10_030].map((lines) => {
      while (transcript.lines.length < lines) transcript.add('avatar', `Line ${transcript.lines.length}.`);
      return work(transcript, () => {
        transcript.add('user', 'One more.');
        for (let tick = 0; tick < 10; tick++) transcriptLog(transcript, words);
      });
    });
    assert.deepEqual(costs[0], {texts: 10 * 3 + 1, added: 1, removed: 0});
    assert.deepEqual(costs[1], costs[0]);
    assert.deepEqual(costs[2], costs[0]);
  });

  test('each of 1,000 lines that arrive one by one is rendered once, in its order', () => {
    const transcript = new Transcript();
    const expected: string[] = [];
    const {added, removed} = work(transcript, () => {
      for (let line = 0; line < 1_000; line++) {
        expected.push(`Line ${line}.`);
        transcript.add('avatar', `Line ${line}.`);
        transcriptLog(transcript, words);
      }
    });
    const lines = transcriptLog(transcript, words).element.querySelectorAll('.line span');
    assert.deepEqual(
      [...lines].map(({textContent}) => textContent),
      expected,
    );
    assert.deepEqual([added, removed], [1_000 + 20, 0]); // and a block for each 50
  });
});
