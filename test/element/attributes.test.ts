import {assert, fixture, html} from '@open-wc/testing';
import '../../src/index.js';
import type {HeygenAvatarElement} from '../../src/index.js';
import type {Sandbox} from '../../src/sandbox/sandbox.js';
import {settingsOf} from '../../src/session/settings/property-settings.js';
import {open} from '../support/test-sandbox.js';

const make = (attributes: Record<string, string> = {}) => {
  const element = document.createElement('heygen-avatar');
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  return element;
};

suite('<heygen-avatar>: attributes', () => {
  test('defaults', () => {
    const element = make();
    assert.equal(element.state, 'idle');
    assert.equal(element.quality, 'medium');
    assert.equal(element.backend, 'auto');
    assert.equal(element.preload, 'intent');
    assert.equal(element.tokenCredentials, 'same-origin');
    assert.equal(element.volume, 1);
    for (const name of ['muted', 'autoplay', 'controls', 'noKeepAlive', 'speaking'] as const)
      assert.isFalse(element[name]);
    for (const name of ['session', 'error', 'endReason', 'tokenProvider', 'avatarId', 'strings'] as const) {
      assert.isNull(element[name]);
    }
    assert.deepEqual(settingsOf(element), {quality: 'medium'});
  });

  for (const [attribute, value, property, fallback] of [
    ['quality', 'ultra', 'quality', 'medium'],
    ['backend', 'other', 'backend', 'auto'],
    ['preload', 'metadata', 'preload', 'intent'],
    ['token-credentials', 'yes', 'tokenCredentials', 'same-origin'],
    ['video-encoding', 'AV1', 'videoEncoding', null],
    ['voice-emotion', 'Bored', 'voiceEmotion', null],
    ['stt-provider', 'whisper', 'sttProvider', null],
  ] as const) {
    test(`${attribute}="${value}" falls back to ${fallback}`, () => {
      assert.equal(make({[attribute]: value})[property], fallback);
    });
  }

  test('enumerations are read in any case and kept in the API’s', () => {
    const {quality, videoEncoding, voiceEmotion} = make({
      quality: 'HIGH',
      'video-encoding': 'h264',
      'voice-emotion': 'friendly',
    });
    assert.deepEqual([quality, videoEncoding, voiceEmotion], ['high', 'H264', 'Friendly']);
  });

  test('only "false" is no to a yes-or-no of the API, and unset sends nothing', () => {
    const read = (value?: string) =>
      settingsOf(make(value === undefined ? {} : {'disable-idle-timeout': value})).disable_idle_timeout;
    assert.deepEqual([read(), read(''), read('true'), read('False')], [undefined, true, true, false]);
  });

  test('an emptied field is unset', () => {
    assert.deepEqual(settingsOf(make({'avatar-id': ' ', 'voice-rate': '', greeting: ''})), {
      quality: 'medium',
    });
  });

  test('properties that were set before the element was defined are kept', async () => {
    const late = document.createElement('late-avatar') as HeygenAvatarElement;
    late.avatarId = 'Wayne';
    late.volume = 0.5;
    customElements.define(
      'late-avatar',
      class extends (customElements.get('heygen-avatar') as typeof HeygenAvatarElement) {},
    );
    document.body.append(late);
    customElements.upgrade(late);
    await late.updateComplete;
    assert.equal(settingsOf(late).avatar_id, 'Wayne');
    assert.equal(late.video.volume, 0.5);
    late.remove();
  });

  test('strings replace words, and a broken one is said to be', async () => {
    const element = await fixture<HeygenAvatarElement>(html`<heygen-avatar></heygen-avatar>`);
    const label = () => element.shadowRoot?.querySelector('[part=start-button]')?.textContent?.trim();
    element.setAttribute('strings', '{"start": "Los geht’s", "unknown": "x", "stop": 5}');
    await element.updateComplete;
    assert.equal(label(), 'Los geht’s');
    const heard: string[] = [];
    element.addEventListener('avatar-error', ({error}) => heard.push(error.code));
    element.setAttribute('strings', '{oops');
    await element.updateComplete;
    assert.equal(label(), 'Start the conversation');
    assert.deepEqual(heard, ['bad-config']);
    assert.include(element.shadowRoot?.querySelector('[part=details]')?.textContent, 'strings');
    assert.isTrue(element.shadowRoot?.querySelector('[role=alert]') === null, 'the visitor misses nothing');
    element.removeAttribute('strings');
    await element.updateComplete;
    assert.notInclude(element.shadowRoot?.textContent, 'strings');
  });
});

suite('<heygen-avatar>: every field of the API on the wire', () => {
  let sandbox: Sandbox;
  setup(async () => (sandbox = await open()));
  teardown(() => sandbox.stop());

  test('each attribute is the field that it names, on the token request and on streaming.new', async () => {
    const element = make({
      'token-url': sandbox.tokenUrl,
      'api-url': sandbox.origin,
      'avatar-id': 'Wayne_20240711',
      quality: 'low',
      'video-encoding': 'VP8',
      'knowledge-base': 'You are a guide.',
      'knowledge-base-id': 'kb-1',
      language: 'en',
      'disable-idle-timeout': 'false',
      'activity-idle-timeout': '300',
      'voice-id': 'voice-1',
      'voice-rate': '1.2',
      'voice-emotion': 'Friendly',
      'elevenlabs-stability': '0.6',
      'elevenlabs-model-id': 'eleven_multilingual_v2',
      'elevenlabs-similarity-boost': '0.7',
      'elevenlabs-style': '0.1',
      'elevenlabs-use-speaker-boost': 'false',
      'stt-provider': 'gladia',
      'stt-confidence': '0.4',
    });
    document.body.append(element);
    await element.start();
    const settings = {
      quality: 'low',
      avatar_id: 'Wayne_20240711',
      voice: {
        voice_id: 'voice-1',
        rate: 1.2,
        emotion: 'Friendly',
        elevenlabs_settings: {
          stability: 0.6,
          model_id: 'eleven_multilingual_v2',
          similarity_boost: 0.7,
          style: 0.1,
          use_speaker_boost: false,
        },
      },
      stt_settings: {provider: 'gladia', confidence: 0.4},
      video_encoding: 'VP8',
      knowledge_base: 'You are a guide.',
      knowledge_base_id: 'kb-1',
      language: 'en',
      disable_idle_timeout: false,
      activity_idle_timeout: 300,
    };
    const body = (endpoint: string) => sandbox.requests.find((each) => each.endpoint === endpoint)?.body;
    assert.deepEqual(body('token'), settings);
    assert.deepEqual(body('new'), {...settings, version: 'v2'});
    await element.stop();
    element.remove();
  });

  test('a number that is none fails the start in words that name it', async () => {
    const element = make({'token-url': sandbox.tokenUrl, 'api-url': sandbox.origin, 'voice-rate': 'fast'});
    document.body.append(element);
    await element.start().catch(() => {});
    assert.equal(element.error?.code, 'bad-config');
    assert.include(element.error?.message, 'voice.rate');
    await element.updateComplete;
    assert.include(element.shadowRoot?.textContent, 'voice.rate');
    element.remove();
  });
});
