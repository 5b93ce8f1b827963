import assert from 'node:assert/strict';
import {test} from 'node:test';
import {AVATAR, heygen, handler, lastRequest, send} from './fake-api.mjs';

const PERSONA = {avatar_id: AVATAR, avatar_persona: {language: 'en', voice_id: 'owner-voice'}};
const AGENT = {avatar_id: AVATAR, voice_agent: {id: 'owner-agent'}};

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

test('if the owner sets no avatar, a page that may choose one must do so', async () => {
  const handle = handler({settings: {}, allow: ['avatar_id']});
  assert.deepEqual(await (await send(handle)).json(), {error: 'bad-settings', setting: 'avatar_id'});
  assert.equal((await send(handle, {body: {avatar_id: AVATAR}})).status, 200);
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
  test(`createTokenHandler throws for ${JSON.stringify(options)} and says why`, () => {
    assert.throws(() => handler(options), words);
  });
}
