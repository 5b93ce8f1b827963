import assert from 'node:assert/strict';
import {test} from 'node:test';
import {AVATAR, heygen, handler, lastRequest, send, upstream} from './fake-api.mjs';

const PERSONA = {avatar_id: AVATAR, avatar_persona: {language: 'en', voice_id: 'owner-voice'}};
const AGENT = {avatar_id: AVATAR, voice_agent: {id: 'owner-agent'}};
const LITE = {mode: 'LITE', avatar_id: AVATAR};

test('with only an avatar, the session has a persona with all its defaults', async () => {
  const response = await send(handler({settings: {avatar_id: AVATAR}}));
  assert.equal(response.status, 200);
  assert.deepEqual(lastRequest().body, {mode: 'FULL', avatar_id: AVATAR, avatar_persona: {}});
});

test('the handler takes only the allowed settings from the page and puts each in its place', async () => {
  const posted = {
    quality: 'high',
    avatar_id: 'forged-avatar',
    language: 'de',
    voice: {
      voice_id: 'forged-voice',
      rate: 1.2,
      elevenlabs_settings: {stability: 0.5, model_id: 'eleven_flash_v2_5'},
    },
    stt_settings: {provider: 'gladia'},
    max_session_duration: 99_999,
    is_sandbox: false,
  };
  const allow = ['quality', 'language', 'voice.rate', 'voice.elevenlabs_settings', 'stt_settings.provider'];
  const response = await send(handler({settings: PERSONA, allow}), {body: posted});
  assert.equal(response.status, 200);
  assert.deepEqual(lastRequest().body, {
    mode: 'FULL',
    avatar_id: AVATAR,
    video_settings: {quality: 'high'},
    avatar_persona: {
      language: 'de',
      voice_id: 'owner-voice',
      voice_settings: {speed: 1.2, stability: 0.5, model: 'eleven_flash_v2_5'},
      stt_config: {provider: 'gladia'},
    },
  });
});

test('with a voice agent, the language is a field of the agent, and there is no persona', async () => {
  const response = await send(handler({settings: AGENT, allow: ['language']}), {body: {language: 'de'}});
  assert.equal(response.status, 200);
  assert.deepEqual(lastRequest().body, {
    mode: 'FULL',
    avatar_id: AVATAR,
    voice_agent: {id: 'owner-agent', language: 'de'},
  });
});

test('a LITE session has no persona; its connector and what a page may choose reach LiveAvatar', async () => {
  const settings = {mode: 'LITE', avatar_id: AVATAR, elevenlabs_agent_config: {agent_id: 'agent-1'}};
  const allow = ['quality', 'dynamic_variables', {field: 'elevenlabs_agent_config.prompt'}];
  const body = {
    quality: 'high',
    language: 'de',
    mode: 'FULL',
    dynamic_variables: {name: 'Anna'},
    elevenlabs_agent_config: {agent_id: 'forged', prompt: 'Be brief.'},
  };
  const reply = await (await send(handler({settings, allow}), {body})).json();
  assert.deepEqual(lastRequest().body, {
    ...settings,
    video_settings: {quality: 'high'},
    dynamic_variables: {name: 'Anna'},
    elevenlabs_agent_config: {agent_id: 'agent-1', prompt: 'Be brief.'},
  });
  const payload = JSON.parse(atob(reply.session_token.split('.')[1]));
  assert.equal(payload.start_session_data.mode, 'LITE');
});

for (const refuses of ['token', 'start']) {
  test(`a language that a voice agent refuses at ${refuses} is left out`, async () => {
    const asked = [];
    const fetch = (url, init) => {
      const call = url.split('/').at(-1);
      const {voice_agent} = JSON.parse(init.body);
      asked.push([call, voice_agent?.language].filter(Boolean).join(' '));
      // The fake API's own agent refuses it at the start.
      return refuses === 'token' && voice_agent?.language
        ? Response.json({detail: [{msg: 'no such field'}]}, {status: 422})
        : upstream(url, init);
    };
    const handle = handler({settings: AGENT, allow: ['language'], start: refuses === 'start', fetch});
    const response = await send(handle, {body: {language: 'de'}});
    assert.equal(response.status, 200);
    const calls = refuses === 'token' ? ['token de', 'token'] : ['token de', 'start', 'token', 'start'];
    assert.deepEqual(asked, calls);
    await heygen.sessions.at(-1)?.end('closed');
  });
}

test('where the language was not the cause, the page learns of the first refusal, and nothing else is tried', async () => {
  const statuses = [400, 403, 200];
  const problems = [];
  const fetch = () => Promise.resolve(Response.json({code: 4000}, {status: statuses.shift()}));
  const onError = (problem) => problems.push(problem.status);
  const handle = handler({settings: AGENT, allow: ['language', 'memory'], fetch, onError});
  const body = {language: 'de', memory: {prev_session_id: 'a'}};
  assert.equal((await send(handle, {body})).status, 502);
  assert.deepEqual([statuses, problems], [[200], [400]]);
});

test('a speed outside LiveAvatar’s range becomes the nearest inside it', async () => {
  for (const [rate, speed] of [
    [0.5, 0.8],
    [1, 1],
    [1.5, 1.2],
  ]) {
    await send(handler({allow: ['voice.rate']}), {body: {voice: {rate}}});
    assert.deepEqual(lastRequest().body.avatar_persona.voice_settings, {speed});
  }
});

test('the owner’s setting stays if the page does not send one', async () => {
  const settings = {avatar_id: AVATAR, video_settings: {quality: 'low'}};
  await send(handler({allow: ['quality'], settings}), {body: {language: 'de'}});
  assert.deepEqual(lastRequest().body.video_settings, {quality: 'low'});
});

test('a page does not change the owner’s settings object', async () => {
  const settings = structuredClone(PERSONA);
  await send(handler({allow: ['language'], settings}), {body: {language: 'fr'}});
  assert.deepEqual(settings, PERSONA);
});

test('the handler ignores settings that are not allowed, even invalid ones', async () => {
  const body = '{"__proto__": {"language": "xx"}, "quality": "ultra", "voice": 7}';
  const response = await send(handler({settings: PERSONA, allow: ['language']}), {body});
  assert.equal(response.status, 200);
  assert.deepEqual(lastRequest().body, {mode: 'FULL', ...PERSONA});
});

for (const [setting, value] of [
  ['avatar_id', 'x'.repeat(101)],
  ['quality', 'ultra'],
  ['video_encoding', 'AV1'],
  ['language', 5],
  ['language', 'Please speak like a pirate'],
  ['interactivity_type', 'SHOUTING'],
  ['knowledge_base_id', {}],
  ['voice.voice_id', ''.padEnd(101, 'x')],
  ['voice.rate', 0.4],
  ['voice.rate', 1.6],
  ['voice.rate', '1'],
  ['voice.elevenlabs_settings', {stability: -0.1}],
  ['voice.elevenlabs_settings', {similarity_boost: 1.1}],
  ['voice.elevenlabs_settings', {style: 2}],
  ['voice.elevenlabs_settings', {model_id: 'eleven_v9'}],
  ['stt_settings.provider', 'whisper'],
  ['dynamic_variables', {seats: 4}],
  ['dynamic_variables', {name: 'x'.repeat(1_001)}],
  ['dynamic_variables', {['x'.repeat(65)]: 'long name'}],
  ['dynamic_variables', Object.fromEntries(Array.from({length: 51}, (_, at) => [at, 'x']))],
  ['memory', {prev_session_id: 'a', session_memory_id: 'b'}],
]) {
  test(`${setting}: ${JSON.stringify(value).slice(0, 40)} is refused by name, without a call of the API`, async () => {
    const {length} = heygen.requests;
    const [last, ...outer] = setting.split('.').toReversed();
    const body = outer.reduce((inner, name) => ({[name]: inner}), {[last]: value});
    const response = await send(handler({allow: [setting]}), {body});
    assert.equal(response.status, 400);
    assert.deepEqual(await response.json(), {error: 'bad-settings', setting});
    assert.equal(heygen.requests.length, length);
  });
}

test('variables and memory of the page reach LiveAvatar, as does any field that the owner names', async () => {
  const page = {
    dynamic_variables: {name: 'Anna'},
    memory: {prev_session_id: 'session-1'},
    llm_configuration_id: 'llm-1',
    avatar_persona: {first_message: '你好', mood: 'good'},
  };
  const allow = [
    'dynamic_variables',
    'memory',
    {field: 'llm_configuration_id'},
    {field: 'avatar_persona.first_message', maxBytes: 8},
  ];
  assert.equal((await send(handler({allow}), {body: page})).status, 200);
  const {mood: _, ...avatar_persona} = page.avatar_persona;
  assert.deepEqual(lastRequest().body, {mode: 'FULL', avatar_id: AVATAR, ...page, avatar_persona});
});

test('a field of any kind is refused by its size', async () => {
  const allow = [{field: 'avatar_persona.first_message', maxBytes: 7}];
  const body = {avatar_persona: {first_message: '你好'}};
  const response = await send(handler({allow}), {body});
  assert.deepEqual(await response.json(), {error: 'bad-settings', setting: 'avatar_persona.first_message'});
});

test('a body is read that has all attributes, and as much more as the owner allows', async () => {
  const knowledge_base = '知'.repeat(30_000);
  const dynamic_variables = Object.fromEntries(
    Array.from({length: 50}, (_, at) => [String(at), '知'.repeat(1_000)]),
  );
  assert.equal((await send(handler(), {body: {knowledge_base}})).status, 200);
  const body = {knowledge_base, dynamic_variables};
  assert.equal((await send(handler({allow: ['language']}), {body})).status, 413);
  assert.equal((await send(handler({allow: ['dynamic_variables']}), {body})).status, 200);
});

test('an earlier conversation that LiveAvatar refuses gives a token without it', async () => {
  const bodies = [];
  const fetch = (url, init) => {
    const body = JSON.parse(init.body);
    bodies.push(body);
    return body.memory
      ? Response.json({code: 4000, message: 'bad request'}, {status: 400})
      : upstream(url, init);
  };
  const body = {memory: {prev_session_id: 'empty'}, dynamic_variables: {name: 'Anna'}};
  const response = await send(handler({fetch, allow: ['memory', 'dynamic_variables']}), {body});
  assert.equal(response.status, 200);
  assert.deepEqual(
    bodies.map(({memory, dynamic_variables}) => [memory?.prev_session_id, dynamic_variables.name]),
    [
      ['empty', 'Anna'],
      [undefined, 'Anna'],
    ],
  );
});

test('if the owner sets no avatar, a page that may choose one must do so', async () => {
  const handle = handler({settings: {}, allow: ['avatar_id']});
  assert.deepEqual(await (await send(handle)).json(), {error: 'bad-settings', setting: 'avatar_id'});
  assert.equal((await send(handle, {body: {avatar_id: AVATAR}})).status, 200);
});

for (const [options, words] of [
  [{settings: {}}, /which avatar: set settings\.avatar_id/],
  [{settings: {avatar_id: undefined}}, /which avatar/],
  [{settings: {...PERSONA, ...AGENT}}, /avatar_persona or a voice_agent/],
  [{settings: {...PERSONA, mode: 'LITE'}}, /a LITE session has no avatar_persona/],
  [{settings: {...AGENT, mode: 'LITE'}}, /and no voice_agent/],
  [{settings: {...PERSONA, mode: 'CUSTOM'}}, /write FULL or LITE/],
  [{settings: LITE, allow: ['language']}, /"language" has no place in a LITE session/],
  [{settings: LITE, allow: ['memory']}, /"memory" has no place in a LITE session/],
  [{settings: LITE, allow: [{field: 'avatar_persona.x'}]}, /"avatar_persona\.x" has no place in a LITE/],
  [{allow: ['voice.emotion']}, /"voice\.emotion" has no place in a LiveAvatar session/],
  [{allow: ['quality', 'knowledge_base']}, /"knowledge_base" has no place/],
  [{allow: ['toString']}, /"toString" has no place/],
  [{allow: [{field: 'mode'}]}, /write an array of names or fields/],
  [{allow: [{field: '__proto__.x'}]}, /write an array of names or fields/],
  [{allow: [{field: 'a', max: 1}]}, /write an array of names or fields/],
  [{settings: AGENT, allow: [{field: 'avatar_persona.x'}]}, /"avatar_persona\.x" has no place beside/],
  [{settings: AGENT, allow: ['voice.rate']}, /"voice\.rate" has no place beside a voice_agent/],
  [{backend: 'streaming', allow: ['language']}, /for liveavatar/],
  [{backend: 'streaming', settings: {avatar_id: AVATAR}}, /for liveavatar/],
]) {
  test(`createTokenHandler throws for ${JSON.stringify(options)} and says why`, () => {
    assert.throws(() => handler(options), words);
  });
}
