import {assert} from '@open-wc/testing';
import type {HeygenAvatarElement} from '../../../src/index.js';
import '../../../src/index.js';
import {FakeHeyGen} from '../../../src/sandbox/http/fake-heygen.js';
import {open} from '../../support/test-sandbox.js';
import {checkedSettings} from '../../../src/session/settings/checked-settings.js';
import {AvatarError} from '../../../src/session/errors/avatar-error.js';
import {settingsOf} from '../../../src/session/settings/property-settings.js';
import {attributeName} from '../../../src/session/settings/attribute-name.js';
import {SESSION_FIELDS, type SessionFieldName} from '../../../src/session/settings/session-fields.js';
import {sessionBodies} from '../../../src/token-server/allowed-settings.js';
import type {AllowedSetting} from '../../../src/token-server/choices.js';

/** What HeyGen and LiveAvatar document of one field, written out a second time: a mistake in the table shows here. */
interface FieldCase {
  attribute: string;
  text: string;
  property: unknown;
  /** The property where the page sets nothing. Default: `null`. */
  unset?: unknown;
  path: string;
  /** What is sent. Default: the property. */
  sent?: unknown;
  /** A value that no back end takes. */
  wrong: unknown;
  /** A value that only HeyGen's own server refuses. Default: `wrong`. */
  wrongForHeyGen?: unknown;
  /** In LiveAvatar's token: path, the name that the owner allows, a value that LiveAvatar refuses. */
  liveAvatar?: {path: string; agentPath?: string; allow: AllowedSetting; wrong: unknown};
}

const AVATAR = 'dd73ea75-1218-4ef3-92ce-606d5f7fbc0a';
const ELEVENLABS = 'voice.elevenlabs_settings';

/** By its type, a field that is in the table and not here is an error. */
const CASES: Record<SessionFieldName, FieldCase> = {
  avatarId: {
    attribute: 'avatar-id',
    text: AVATAR,
    property: AVATAR,
    path: 'avatar_id',
    wrong: 7,
    liveAvatar: {path: 'avatar_id', agentPath: 'avatar_id', allow: 'avatar_id', wrong: 'Wayne_20240711'},
  },
  quality: {
    attribute: 'quality',
    text: 'low',
    property: 'low',
    unset: 'medium',
    path: 'quality',
    wrong: 'ultra',
    liveAvatar: {
      path: 'video_settings.quality',
      agentPath: 'video_settings.quality',
      allow: 'quality',
      wrong: 'ultra',
    },
  },
  videoEncoding: {
    attribute: 'video-encoding',
    text: 'h264',
    property: 'H264',
    path: 'video_encoding',
    wrong: 'AV1',
    liveAvatar: {
      path: 'video_settings.encoding',
      agentPath: 'video_settings.encoding',
      allow: 'video_encoding',
      wrong: 'AV1',
    },
  },
  knowledgeBase: {
    attribute: 'knowledge-base',
    text: 'You are a guide.',
    property: 'You are a guide.',
    path: 'knowledge_base',
    wrong: 7,
  },
  knowledgeBaseId: {
    attribute: 'knowledge-base-id',
    text: 'kb-1',
    property: 'kb-1',
    path: 'knowledge_base_id',
    wrong: 7,
    liveAvatar: {path: 'avatar_persona.context_id', allow: 'knowledge_base_id', wrong: 7},
  },
  language: {
    attribute: 'language',
    text: 'de',
    property: 'de',
    path: 'language',
    wrong: 7,
    liveAvatar: {
      path: 'avatar_persona.language',
      agentPath: 'voice_agent.language',
      allow: 'language',
      wrong: 7,
    },
  },
  disableIdleTimeout: {
    attribute: 'disable-idle-timeout',
    text: 'false',
    property: false,
    path: 'disable_idle_timeout',
    wrong: 'no',
  },
  activityIdleTimeout: {
    attribute: 'activity-idle-timeout',
    text: '300',
    property: 300,
    path: 'activity_idle_timeout',
    wrong: 29,
  },
  voiceId: {
    attribute: 'voice-id',
    text: 'voice-1',
    property: 'voice-1',
    path: 'voice.voice_id',
    wrong: 7,
    liveAvatar: {path: 'avatar_persona.voice_id', allow: 'voice.voice_id', wrong: 7},
  },
  voiceRate: {
    attribute: 'voice-rate',
    text: '1.1',
    property: 1.1,
    path: 'voice.rate',
    wrong: '1',
    liveAvatar: {path: 'avatar_persona.voice_settings.speed', allow: 'voice.rate', wrong: 1.3},
  },
  voiceEmotion: {
    attribute: 'voice-emotion',
    text: 'friendly',
    property: 'Friendly',
    path: 'voice.emotion',
    wrong: 7,
    wrongForHeyGen: 'Bored',
  },
  elevenlabsStability: {
    attribute: 'elevenlabs-stability',
    text: '0.6',
    property: 0.6,
    path: 'voice.elevenlabs_settings.stability',
    wrong: '0.6',
    liveAvatar: {path: 'avatar_persona.voice_settings.stability', allow: ELEVENLABS, wrong: 1.1},
  },
  elevenlabsModelId: {
    attribute: 'elevenlabs-model-id',
    text: 'eleven_multilingual_v2',
    property: 'eleven_multilingual_v2',
    path: 'voice.elevenlabs_settings.model_id',
    wrong: 7,
    liveAvatar: {path: 'avatar_persona.voice_settings.model', allow: ELEVENLABS, wrong: 'eleven_v9'},
  },
  elevenlabsSimilarityBoost: {
    attribute: 'elevenlabs-similarity-boost',
    text: '0.7',
    property: 0.7,
    path: 'voice.elevenlabs_settings.similarity_boost',
    wrong: '0.7',
    liveAvatar: {path: 'avatar_persona.voice_settings.similarity_boost', allow: ELEVENLABS, wrong: -0.1},
  },
  elevenlabsStyle: {
    attribute: 'elevenlabs-style',
    text: '0',
    property: 0,
    path: 'voice.elevenlabs_settings.style',
    wrong: true,
    liveAvatar: {path: 'avatar_persona.voice_settings.style', allow: ELEVENLABS, wrong: 2},
  },
  elevenlabsUseSpeakerBoost: {
    attribute: 'elevenlabs-use-speaker-boost',
    text: 'false',
    property: false,
    path: 'voice.elevenlabs_settings.use_speaker_boost',
    wrong: 'yes',
    liveAvatar: {path: 'avatar_persona.voice_settings.use_speaker_boost', allow: ELEVENLABS, wrong: 'yes'},
  },
  sttProvider: {
    attribute: 'stt-provider',
    text: 'gladia',
    property: 'gladia',
    path: 'stt_settings.provider',
    wrong: 7,
    wrongForHeyGen: 'assembly_ai',
    liveAvatar: {
      path: 'avatar_persona.stt_config.provider',
      allow: 'stt_settings.provider',
      wrong: 'whisper',
    },
  },
  sttConfidence: {
    attribute: 'stt-confidence',
    text: '0.4',
    property: 0.4,
    path: 'stt_settings.confidence',
    wrong: '0.4',
  },
  microphone: {
    attribute: 'microphone',
    text: '',
    property: true,
    unset: false,
    path: 'ia_is_livekit_transport',
    wrong: 1,
  },
  pushToTalk: {
    attribute: 'push-to-talk',
    text: '',
    property: true,
    unset: false,
    path: 'interactivity_type',
    sent: 'PUSH_TO_TALK',
    wrong: 'SHOUTING',
    liveAvatar: {
      path: 'interactivity_type',
      agentPath: 'interactivity_type',
      allow: 'interactivity_type',
      wrong: 'SHOUTING',
    },
  },
  variables: {
    attribute: 'variables',
    text: '{"name": "Anna", "seats": 4}',
    property: {name: 'Anna', seats: 4},
    path: 'dynamic_variables',
    sent: {name: 'Anna', seats: '4'},
    wrong: {name: 'x'.repeat(1001)},
    liveAvatar: {
      path: 'dynamic_variables',
      agentPath: 'voice_agent.dynamic_variables',
      allow: 'dynamic_variables',
      wrong: {seats: 4},
    },
  },
  memory: {
    attribute: 'memory',
    text: '{"prev_session_id": "s-1"}',
    property: {prev_session_id: 's-1'},
    path: 'memory',
    wrong: {prev_session_id: 's-1', session_memory_id: 'm-1'},
    liveAvatar: {path: 'memory', agentPath: 'memory', allow: 'memory', wrong: {prev_session_id: 7}},
  },
};

/** Those that `streaming.new` does not know. */
const TOKEN_ONLY = ['interactivity_type', 'dynamic_variables', 'memory'];

type Case = FieldCase & {name: SessionFieldName};
const ALL: Case[] = Object.entries(CASES).map(([name, each]) => ({...each, name: name as SessionFieldName}));
const sentOf = ({property, sent = property}: FieldCase) => sent;

/** A body with these values, each at its path. */
function bodyOf(values: Iterable<readonly [path: string, value: unknown]>): Record<string, unknown> {
  const body: Record<string, unknown> = {};
  for (const [path, value] of values) {
    const [last = '', ...outer] = path.split('.').toReversed();
    const inner = outer.toReversed().reduce((object, key) => (object[key] ??= {}) as typeof body, body);
    inner[last] = value;
  }
  return body;
}

const make = (attributes: readonly (readonly [name: string, value: string])[] = []) => {
  const element = document.createElement('heygen-avatar');
  for (const [name, value] of attributes) element.setAttribute(name, value);
  return element;
};

suite('a field of the API, from the attribute on', () => {
  test('the element has its attribute, and no other of the table', () => {
    assert.deepEqual(Object.keys(SESSION_FIELDS), Object.keys(CASES));
    const {observedAttributes} = customElements.get('heygen-avatar') as unknown as typeof HeygenAvatarElement;
    for (const {name, attribute} of ALL) {
      assert.equal(attributeName(name), attribute);
      assert.include(observedAttributes, attribute);
    }
  });

  for (const each of ALL) {
    const {name, attribute, text, property, unset = null, path} = each;

    test(`${attribute}: the property ${name}, and ${path} in the settings`, () => {
      const element = make([[attribute, text]]);
      assert.deepEqual(element[name], property);
      assert.deepInclude(settingsOf(element), bodyOf([[path, sentOf(each)]]));
    });

    test(`${attribute}: unset, it sends its default or nothing`, () => {
      const element = make([[attribute, text]]);
      element.removeAttribute(attribute);
      for (const each of [make(), element]) {
        assert.strictEqual(each[name], unset);
        assert.deepEqual(settingsOf(each), {quality: 'medium'});
      }
    });
  }

  test('push-to-talk alone makes a session that can hear', () => {
    assert.isTrue(settingsOf(make([['push-to-talk', '']])).ia_is_livekit_transport);
  });

  test('all of them reach the token request and streaming.new', async () => {
    const sandbox = await open();
    try {
      const attributes = ALL.map(({attribute, text}) => [attribute, text] as const);
      const element = make([...attributes, ['token-url', sandbox.tokenUrl], ['api-url', sandbox.origin]]);
      document.body.append(element);
      await element.start();
      const body = (endpoint: string) => sandbox.requests.find((each) => each.endpoint === endpoint)?.body;
      const settings = bodyOf(ALL.map((each) => [each.path, sentOf(each)]));
      assert.deepEqual(body('token'), settings);
      const known = Object.entries(settings).filter(([path]) => !TOKEN_ONLY.includes(path));
      assert.deepEqual(body('new'), {...Object.fromEntries(known), version: 'v2'});
      await element.stop();
      element.remove();
    } finally {
      await sandbox.stop();
    }
  });
});

suite('a field of the API, checked before the start', () => {
  for (const {path, wrong} of ALL) {
    test(`${path}: ${JSON.stringify(wrong)} is refused by name`, () => {
      const refused = () => checkedSettings(bodyOf([[path, wrong]]));
      assert.throws(refused, AvatarError, path);
    });
  }

  for (const [path, value] of [
    ['activity_idle_timeout', 3601],
    ['activity_idle_timeout', 30.5],
    ['voice.rate', NaN],
    ['voice', 'deep'],
    ['dynamic_variables', '{"name": '],
    ['dynamic_variables', Object.fromEntries(Array.from({length: 51}, (_, at) => [`name${at}`, 'x']))],
    ['dynamic_variables', {['n'.repeat(65)]: 'x'}],
    ['memory', 'session'],
    ['memory', {}],
  ] as const) {
    test(`${path}: ${JSON.stringify(value).slice(0, 40)} is refused by name`, () => {
      assert.throws(() => checkedSettings(bodyOf([[path, value]])), AvatarError, path);
    });
  }

  test('where another server may know other values, any text passes', () => {
    const settings = {stt_settings: {provider: 'assembly_ai'}, voice: {emotion: 'Bored'}};
    assert.deepEqual(checkedSettings(settings), {quality: 'medium', ...settings});
  });

  test('sessionSettings lie under the settings, and may hold any field', () => {
    const under = {llm_configuration_id: 'llm-1', voice: {rate: 1, pitch: 2}, quality: 'low'};
    const checked: unknown = checkedSettings({voice: {rate: 1.2}}, under);
    assert.deepEqual(checked, {
      llm_configuration_id: 'llm-1',
      voice: {rate: 1.2, pitch: 2},
      quality: 'low',
    });
    assert.throws(() => checkedSettings({}, {voice: {rate: 'fast'}}), AvatarError, 'voice.rate');
    for (const wrong of ['quality', [], {size: 1n}]) {
      assert.throws(() => checkedSettings({}, wrong), AvatarError, 'sessionSettings is not');
    }
  });

  test('unknown settings are dropped', () => {
    const settings = checkedSettings({pitch: 1, voice: {pitch: 1, rate: 1}});
    assert.deepEqual(settings, {quality: 'medium', voice: {rate: 1}});
  });

  test('what is not an object is refused', () => {
    for (const settings of [null, 'quality', 7]) assert.throws(() => checkedSettings(settings), AvatarError);
  });
});

suite('a field of the API, in the token server', () => {
  const persona = {avatar_id: AVATAR, avatar_persona: {}};
  const agent = {avatar_id: AVATAR, voice_agent: {id: 'agent-1'}};
  const options = {backend: 'liveavatar', apiKey: 'key', allowedOrigins: []} as const;

  for (const each of ALL) {
    const {path, liveAvatar} = each;
    if (!liveAvatar) {
      test(`${path}: cannot be allowed, since LiveAvatar has no place for it`, () => {
        const allow = [path as AllowedSetting];
        assert.throws(() => sessionBodies({...options, settings: persona, allow}), 'has no place');
      });
      continue;
    }
    const {allow, agentPath} = liveAvatar;
    const posted = bodyOf([[path, sentOf(each)]]);

    test(`${path}: allowed as ${allow}, it goes to ${liveAvatar.path} of LiveAvatar’s token`, async () => {
      const made = sessionBodies({...options, settings: persona, allow: [allow]})(posted);
      const expected = bodyOf([
        ['mode', 'FULL'],
        ['avatar_id', AVATAR],
        ['avatar_persona', {}],
        [liveAvatar.path, sentOf(each)],
      ]);
      assert.deepEqual(made, {body: expected});
      assert.equal((await token(expected)).status, 200, 'LiveAvatar takes it');
    });

    test(`${path}: not allowed, it stays out`, () => {
      const made = sessionBodies({...options, settings: persona})(posted);
      assert.deepEqual(made, {body: {mode: 'FULL', ...persona}});
    });

    test(`${path}: ${JSON.stringify(each.wrong)} is refused as ${allow}`, () => {
      const wrong = bodyOf([[path, each.wrong]]);
      const made = sessionBodies({...options, settings: persona, allow: [allow]})(wrong);
      assert.deepEqual(made, {setting: allow});
    });

    test(`${path}: beside a voice agent ${agentPath ? `it goes to ${agentPath}` : 'it has no place'}`, () => {
      const bodies = () => sessionBodies({...options, settings: agent, allow: [allow]});
      if (!agentPath) {
        assert.throws(bodies, 'has no place beside a voice_agent');
        return;
      }
      const expected = bodyOf([
        ['mode', 'FULL'],
        ['avatar_id', AVATAR],
        ['voice_agent', {id: 'agent-1'}],
        [agentPath, sentOf(each)],
      ]);
      assert.deepEqual(bodies()(posted), {body: expected});
    });
  }
});

suite('a field of the API, in the sandbox', () => {
  for (const each of ALL) {
    const {path, wrong, wrongForHeyGen = wrong, liveAvatar} = each;

    test(`${path} of streaming.new`, async () => {
      const right = await newSession(bodyOf([[path, sentOf(each)]]));
      assert.equal(right.status, 200);
      const {status, body} = await newSession(bodyOf([[path, wrongForHeyGen]]));
      if (TOKEN_ONLY.includes(path)) {
        assert.equal(status, 200, 'HeyGen does not know it, and ignores it');
        return;
      }
      assert.deepEqual([status, body], [400, {code: 40012, message: `invalid parameter: ${path}`}]);
    });

    if (!liveAvatar) continue;
    for (const at of new Set([liveAvatar.path, liveAvatar.agentPath ?? liveAvatar.path])) {
      test(`${at} of LiveAvatar’s token`, async () => {
        const speaker = at.startsWith('voice_agent.') ? 'voice_agent' : 'avatar_persona';
        const around = [
          ['mode', 'FULL'],
          ['avatar_id', AVATAR],
          [speaker, {}],
        ] as const;
        for (const value of [sentOf(each), null]) {
          const {status} = await token(bodyOf([...around, [at, value]]));
          assert.equal(status, 200);
        }
        const {status, body} = await token(bodyOf([...around, [at, liveAvatar.wrong]]));
        const loc = ['body', ...at.split('.')];
        assert.deepEqual(
          [status, body],
          [422, {detail: [{type: 'value_error', loc, msg: 'Input is not valid'}]}],
        );
      });
    }
  }

  test('unknown fields are ignored', async () => {
    assert.equal((await newSession({source: 'sdk', voice: {pitch: 1}})).status, 200);
    const body = {mode: 'FULL', avatar_id: AVATAR, avatar_persona: {mood: 'good'}, webhook: 'x'};
    assert.equal((await token(body)).status, 200);
  });

  test('HeyGen takes an emotion in any case', async () => {
    assert.equal((await newSession({voice: {emotion: 'friendly'}})).status, 200);
  });

  test('a null is a wrong value for HeyGen', async () => {
    assert.equal((await newSession({avatar_id: null})).status, 400);
  });
});

/** HeyGen and LiveAvatar, with rooms that nobody enters. */
const heygen = () =>
  new FakeHeyGen({
    openRoom: () =>
      Promise.resolve({
        url: 'wss://rooms.example',
        accessToken: 'token',
        onData: undefined,
        onVoice: undefined,
        enter: () => Promise.resolve(),
        send: () => {},
        setTalking: () => {},
        close: () => Promise.resolve(),
      }),
  });

async function call(server: FakeHeyGen, path: string, body: object, headers: Record<string, string>) {
  const init = {method: 'POST', headers, body: JSON.stringify(body)};
  const response = await server.handle(new Request(`https://api.example/v1/${path}`, init));
  return {status: response.status, body: (await response.json()) as {data?: {token: string}}};
}

const token = (body: object) => call(heygen(), 'sessions/token', body, {'x-api-key': 'any'});

async function newSession(body: object) {
  const server = heygen();
  const made = await call(server, 'streaming.create_token', {}, {'x-api-key': 'any'});
  const authorization = `Bearer ${made.body.data?.token}`;
  return call(server, 'streaming.new', {version: 'v2', ...body}, {authorization});
}
