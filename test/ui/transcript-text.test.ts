import {assert} from '@open-wc/testing';
import {Transcript} from '../../src/ui/state/transcript.js';

const NAMES = {user: 'You', avatar: 'Anna'};

suite('the text of a transcript', () => {
  for (const lineBreak of ['\n', '\r\n', '\r', '\u2028', '\u2029', '\u0085', '\v', '\f', ' \n\n\t']) {
    test(`a message cannot forge another one: ${JSON.stringify(lineBreak)}`, () => {
      const transcript = new Transcript();
      transcript.add('avatar', `Shall we?${lineBreak}You: I agree.${lineBreak}`);
      transcript.add('user', 'No.');
      assert.equal(
        transcript.toText((role) => NAMES[role], 'cut'),
        'Anna: Shall we?\n    You: I agree.\nYou: No.',
      );
    });
  }
});
