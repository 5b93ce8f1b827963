import {assert} from '@open-wc/testing';
import '../../src/index.js';
import {live, part, place, sandbox, useSandbox} from '../support/test-elements.js';
import {nextEvent, until} from '../support/waiting.js';

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

  test('a tool of the element serves each session, and its call is a line of the transcript', async () => {
    const element = place({backend: 'sandbox', agent: 'elevenlabs', chat: ''});
    const remove = element.registerTool('add', {run: ({a, b}) => Number(a) + Number(b)});
    await element.start();
    const called = nextEvent(element, 'avatar-toolcall');
    await element.ask('tool add {"a": 2, "b": 3}');
    const {name, parameters, result, error} = await called;
    assert.deepEqual([name, parameters, result, error], ['add', {a: 2, b: 3}, '5', null]);
    await until(() => part(element, 'text') !== null); // its code comes beside the conversation
    part(element, 'text')?.click();
    await until(() => part(element, 'tool-line') !== null);
    assert.equal(part(element, 'tool-line')?.textContent?.replace(/\s+/g, ' ').trim(), 'Action add');

    await element.stop();
    await element.start();
    remove();
    const refused = nextEvent(element, 'avatar-toolcall');
    await element.ask('tool add {"a": 2, "b": 3}');
    assert.equal((await refused).error?.code, 'tool-failed');
  });
});
