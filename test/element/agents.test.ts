import {assert} from '@open-wc/testing';
import '../../src/index.js';
import {live, part, sandbox, useSandbox} from '../support/test-elements.js';
import {until} from '../support/waiting.js';

useSandbox();

suite('<heygen-avatar>: an ElevenLabs agent', () => {
  const commands = () => sandbox.sessions[0]?.commands ?? [];

  test('the visitor types: the agent is told of it once a second, and answers what they send', async () => {
    const element = await live({backend: 'sandbox', agent: 'elevenlabs', chat: ''});
    await element.updateComplete;
    assert.equal(element.session?.agent, 'elevenlabs');
    const box = part(element, 'message-box') as HTMLTextAreaElement;
    for (const text of ['H', 'He', 'Hello']) {
      box.value = text;
      box.dispatchEvent(new InputEvent('input', {bubbles: true}));
    }
    part(element, 'send')?.click();
    await until(() => commands().includes('user_message'));
    assert.deepEqual(commands(), ['user_activity', 'user_message']);
    await until(() => element.speaking);
    await element.sendContext('The visitor said hello.');
    await until(() => commands().length === 3);
    assert.equal(sandbox.sessions[0]?.agentCommands[2]?.data['text'], 'The visitor said hello.');
  });
});
