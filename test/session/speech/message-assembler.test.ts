import {assert} from '@open-wc/testing';
import {MessageAssembler} from '../../../src/session/speech/message-assembler.js';

suite('Transcript', () => {
  test('puts the pieces of each message together, by role and task', () => {
    const transcript = new MessageAssembler();
    transcript.append('avatar', 'a', 'Good ');
    transcript.append('user', 'a', 'Hello');
    assert.equal(transcript.append('avatar', 'a', 'morning'), 'Good morning');
    assert.equal(transcript.close('user', 'a'), 'Hello');
    assert.equal(transcript.close('user', 'a'), undefined);
  });

  test('forgets the oldest of many messages that are never ended', () => {
    const transcript = new MessageAssembler();
    transcript.append('avatar', 'kept', 'first ');
    transcript.append('avatar', 'forgotten', 'first ');
    transcript.append('avatar', 'kept', 'second ');
    for (let task = 0; task < 31; task++) transcript.append('avatar', String(task), 'x');
    assert.equal(transcript.close('avatar', 'forgotten'), undefined);
    assert.equal(transcript.close('avatar', 'kept'), 'first second ');
  });
});
