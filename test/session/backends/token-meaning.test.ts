import {assert} from '@open-wc/testing';
import {TokenMeaning} from '../../../src/session/backends/liveavatar/token-meaning.js';

const base64url = (text: string) =>
  btoa(String.fromCharCode(...new TextEncoder().encode(text)))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');

/** A token with this `start_session_data`. */
const jwt = (data: unknown, more: object = {}) =>
  `eyJhbGciOiJIUzI1NiJ9.${base64url(JSON.stringify({...more, start_session_data: data}))}.c2lnbmF0dXJl`;

const BARE = 'no-jwt-at-all';

suite('TokenMeaning', () => {
  for (const [name, token, said, mode, agent] of [
    ['FULL', jwt({mode: 'FULL'}), {}, 'full', 'liveavatar'],
    ['a mode in small letters', jwt({mode: 'lite'}), {}, 'lite', 'elevenlabs'],
    ['no mode', jwt({}), {}, 'full', 'liveavatar'],
    ['an unknown mode', jwt({mode: 'CUSTOM'}), {}, 'full', 'liveavatar'],
    ['a voice agent, which the payload does not name', jwt({mode: 'LITE'}), {}, 'lite', 'elevenlabs'],
    ['an agent type', jwt({mode: 'LITE', agent_type: 'ELEVENLABS_AGENT'}), {}, 'lite', 'elevenlabs'],
    ['another agent type', jwt({mode: 'LITE', agent_type: 'cartesia_agent'}), {}, 'lite', 'cartesia'],
    ['FULL as an agent type', jwt({mode: 'FULL', agent_type: 'FULL'}), {}, 'full', 'liveavatar'],
    ['ElevenLabs’ settings', jwt({mode: 'LITE', elevenlabs_agent_config: {}}), {}, 'lite', 'elevenlabs'],
    ['OpenAI’s settings', jwt({mode: 'LITE', openai_realtime_config: {}}), {}, 'lite', 'openai'],
    ['Gemini’s settings', jwt({mode: 'LITE', gemini_realtime_config: {}}), {}, 'lite', 'gemini'],
    ['settings that are null', jwt({mode: 'FULL', elevenlabs_agent_config: null}), {}, 'full', 'liveavatar'],
    [
      'an unknown agent type beside settings',
      jwt({mode: 'LITE', agent_type: 'UNKNOWN', openai_realtime_config: {}}),
      {},
      'lite',
      'openai',
    ],
    [
      'characters that base64url alone has',
      jwt({mode: 'LITE'}, {name: 'ÿþ¿?>~ ü€'}),
      {},
      'lite',
      'elevenlabs',
    ],
    ['a token of another form', BARE, {}, 'full', 'liveavatar'],
    ['a payload that is no base64', 'a.*.b', {}, 'full', 'liveavatar'],
    ['a payload that is no JSON', `a.${base64url('{')}.b`, {}, 'full', 'liveavatar'],
    ['data that is no object', jwt('LITE'), {}, 'full', 'liveavatar'],
    ['a mode that is no text', jwt({mode: {}, agent_type: 7}), {}, 'full', 'liveavatar'],
    ['the reply’s type', BARE, {agentType: 'elevenlabs_agent'}, 'lite', 'elevenlabs'],
    [
      'the reply’s type before the page',
      BARE,
      {agentType: 'openai_realtime', agent: 'elevenlabs'},
      'lite',
      'openai',
    ],
    [
      'a reply’s type that nobody knows',
      BARE,
      {agentType: 'robot', agent: 'elevenlabs'},
      'lite',
      'elevenlabs',
    ],
    ['the page', jwt({mode: 'LITE'}), {agent: 'liveavatar'}, 'lite', 'liveavatar'],
    [
      'the payload before the reply and the page',
      jwt({mode: 'LITE', agent_type: 'ELEVENLABS_AGENT'}),
      {agentType: 'FULL', agent: 'liveavatar'},
      'lite',
      'elevenlabs',
    ],
    [
      'a mode in the payload, though the page names an agent of another mode',
      jwt({mode: 'FULL'}),
      {agent: 'elevenlabs'},
      'full',
      'elevenlabs',
    ],
  ] as const) {
    test(`${name}: ${mode}, ${agent}`, () => {
      const meaning = new TokenMeaning(token, said);
      assert.deepEqual([meaning.mode, meaning.agent], [mode, agent]);
    });
  }

  test('an event names the agent where nothing else does', () => {
    const meaning = new TokenMeaning(BARE);
    meaning.started({hasSocket: false});
    meaning.learn('elevenlabs');
    assert.deepEqual([meaning.mode, meaning.agent], ['lite', 'elevenlabs']);
  });

  test('an event does not overrule the page', () => {
    const meaning = new TokenMeaning(BARE, {agent: 'liveavatar'});
    meaning.learn('elevenlabs');
    assert.equal(meaning.agent, 'liveavatar');
  });

  for (const token of [jwt({mode: 'LITE'}), BARE]) {
    test(`an address for audio means that the page sends the voice: ${token === BARE ? 'no payload' : 'LITE'}`, () => {
      const meaning = new TokenMeaning(token);
      meaning.started({hasSocket: true});
      assert.deepEqual([meaning.mode, meaning.agent], ['lite', null]);
    });
  }
});
