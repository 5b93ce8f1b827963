import assert from 'node:assert/strict';
import {test} from 'node:test';
import {ask, asked, AVATAR, heygen, handler} from './fake-api.mjs';

const PERSONA = {avatar_id: AVATAR, avatar_persona: {language: 'en', voice_id: 'owner-voice'}};
const AGENT = {avatar_id: AVATAR, voice_agent: {id: 'owner-agent'}};

test('an avatar alone makes a session: with a persona that has all its defaults', async () => {
  const response = await ask(handler({settings: {avatar_id: AVATAR}}));
  assert.equal(response.status, 200);
  assert.deepEqual(asked().body, {mode: 'FULL', avatar_id: AVATAR, avatar_persona: {}});
});

test('takes from the page what the owner allows, each in its place, and nothing else', async () => {
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
  const response = await ask(handler({settings: PERSONA, allow}), {body: posted});
  assert.equal(response.status, 200);
  assert.deepEqual(asked().body, {
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

test('with a voice agent, the language is the agent’s, and there is no persona beside it', async () => {
  const response = await ask(handler({settings: AGENT, allow: ['language']}), {body: {language: 'de'}});
  assert.equal(response.status, 200);
  assert.deepEqual(asked().body, {
    mode: 'FULL',
    avatar_id: AVATAR,
    voice_agent: {id: 'owner-agent', language: 'de'},
  });
});

test('a speed that LiveAvatar has not is the nearest that it has', async () => {
  for (const [rate, speed] of [
    [0.5, 0.8],
    [1, 1],
    [1.5, 1.2],
  ]) {
    await ask(handler({allow: ['voice.rate']}), {body: {voice: {rate}}});
    assert.deepEqual(asked().body.avatar_persona.voice_settings, {speed});
  }
});

test('what the page does not send stays the owner’s', async () => {
  const settings = {avatar_id: AVATAR, video_settings: {quality: 'low'}};
  await ask(handler({allow: ['quality'], settings}), {body: {language: 'de'}});
  assert.deepEqual(asked().body.video_settings, {quality: 'low'});
});

test('the owner’s settings are not changed by a page', async () => {
  const settings = structuredClone(PERSONA);
  await ask(handler({allow: ['language'], settings}), {body: {language: 'fr'}});
  assert.deepEqual(settings, PERSONA);
});

test('what is not allowed is not even looked at', async () => {
  const body = '{"__proto__": {"language": "xx"}, "quality": "ultra", "voice": 7}';
  const response = await ask(handler({settings: PERSONA, allow: ['language']}), {body});
  assert.equal(response.status, 200);
  assert.deepEqual(asked().body, {mode: 'FULL', ...PERSONA});
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
]) {
  test(`${setting}: ${JSON.stringify(value).slice(0, 40)} is refused by name, and the API is not asked`, async () => {
    const {length} = heygen.requests;
    const [last, ...outer] = setting.split('.').toReversed();
    const body = outer.reduce((inner, name) => ({[name]: inner}), {[last]: value});
    const response = await ask(handler({allow: [setting]}), {body});
    assert.equal(response.status, 400);
    assert.deepEqual(await response.json(), {error: 'bad-settings', setting});
    assert.equal(heygen.requests.length, length);
  });
}

test('a page that may choose the avatar must choose one, where the owner has none', async () => {
  const handle = handler({settings: {}, allow: ['avatar_id']});
  assert.deepEqual(await (await ask(handle)).json(), {error: 'bad-settings', setting: 'avatar_id'});
  assert.equal((await ask(handle, {body: {avatar_id: AVATAR}})).status, 200);
});

for (const [options, words] of [
  [{settings: {}}, /which avatar: set settings\.avatar_id/],
  [{settings: {avatar_id: undefined}}, /which avatar/],
  [{settings: {...PERSONA, ...AGENT}}, /avatar_persona or a voice_agent/],
  [{settings: {...PERSONA, mode: 'LITE'}}, /mode must be FULL/],
  [{allow: ['voice.emotion']}, /"voice\.emotion" has no place in a LiveAvatar session/],
  [{allow: ['quality', 'knowledge_base']}, /"knowledge_base" has no place/],
  [{allow: ['toString']}, /"toString" has no place/],
  [{settings: AGENT, allow: ['voice.rate']}, /"voice\.rate" has no place beside a voice_agent/],
  [{backend: 'streaming', allow: ['language']}, /for liveavatar/],
  [{backend: 'streaming', settings: {avatar_id: AVATAR}}, /for liveavatar/],
]) {
  test(`a handler with ${JSON.stringify(options)} is not made, and says why`, () => {
    assert.throws(() => handler(options), words);
  });
}
