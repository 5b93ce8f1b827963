/**
 * The attributes in groups, in the order in which a reader may try them. The fields of the API come from the element's own
 * table. The form puts what is in no group under "More", so that none is missing.
 */
export function groupsOf(elementClass) {
  const fields = sessionFields(elementClass).filter(({kind}) => kind !== 'switch');
  const isVoice = ({name}) => /^(voice|elevenlabs|stt)/.test(name);
  return {
    'What is shown': [
      'controls',
      'chat',
      'captions',
      'suggestions',
      'feedback',
      'resume',
      'languages',
      'microphone',
      'push-to-talk',
      'greeting',
      'poster',
      'avatar-name',
      'disclosure',
      'theme',
      'strings',
    ],
    'Where it is': ['mode', 'placement', 'open', 'teaser', 'teaser-delay', 'mini-player', 'lang', 'dir'],
    'Without its screen': ['background', 'chroma-color', 'chroma-similarity', 'chroma-smoothness'],
    'How it begins': [
      'autoplay',
      'muted',
      'preload',
      'half-duplex',
      'no-keep-alive',
      'hidden-grace',
      'queue-limit',
      'consent',
      'consent-version',
      'analytics',
    ],
    Server: ['backend', 'agent', 'token-url', 'token-credentials', 'api-url', 'stop-url', 'commands'],
    Session: fields.filter((field) => !isVoice(field)).map(({attribute}) => attribute),
    'Voice and hearing': fields.filter(isVoice).map(({attribute}) => attribute),
  };
}

/** The values of the attributes that have a few: those of the API's fields from the element's own table. */
export function choicesOf(elementClass) {
  const choices = sessionFields(elementClass).flatMap(({attribute, kind, values}) => {
    if (kind === 'flag') return [[attribute, ['true', 'false']]];
    return values ? [[attribute, values]] : [];
  });
  return {...CHOICES, ...Object.fromEntries(choices)};
}

/** The attributes that are fields of the API: Lit keeps the element's table of them. */
function sessionFields({elementProperties}) {
  return [...elementProperties.values()].filter(({kind}) => kind !== undefined);
}

/** The values of the other attributes that have a few, and of a text that has known ones. */
export const CHOICES = {
  'token-credentials': ['same-origin', 'include', 'omit'],
  consent: ['none', 'required'],
  analytics: ['datalayer'],
  backend: ['auto', 'streaming', 'liveavatar', 'sandbox'],
  agent: ['auto', 'liveavatar', 'elevenlabs'],
  'elevenlabs-model-id': ['eleven_flash_v2_5', 'eleven_multilingual_v2'],
  mode: ['inline', 'floating'],
  placement: ['bottom-end', 'bottom-start', 'top-end', 'top-start'],
  background: ['chroma'],
  preload: ['none', 'intent', 'token', 'auto'],
  lang: ['en', 'de', 'fr', 'es', 'pt', 'it', 'nl', 'pl', 'ja', 'zh', 'ko', 'ar', 'he'],
  dir: ['ltr', 'rtl'],
};

/** Examples of what to type into the others. */
export const EXAMPLES = {
  languages: 'en de fr ar',
  suggestions: '["What do you offer?", "Where are you?"]',
  'consent-version': '2026-11',
  greeting: 'Hello! How can I help?',
  poster: 'gallery/poster.svg',
  strings: '{"start": "Ask Anna"}',
  'token-url': '/api/avatar-token',
  'api-url': 'https://proxy.example',
  'stop-url': '/api/avatar-stop',
  'avatar-id': 'Wayne_20240711',
  language: 'en',
  'activity-idle-timeout': '120',
  'hidden-grace': '30',
  'queue-limit': '300',
  'chroma-color': '#00ff00',
  'chroma-similarity': '0.4',
  'chroma-smoothness': '0.3',
  'voice-rate': '1',
  'elevenlabs-stability': '0.75',
  'elevenlabs-similarity-boost': '0.75',
  'elevenlabs-style': '0',
  'stt-confidence': '0.55',
};

export const METHODS = [
  'start',
  'interrupt',
  'keepAlive',
  'startListening',
  'stopListening',
  'startMicrophone',
  'stopMicrophone',
  'startPushToTalk',
  'stopPushToTalk',
  'sendUserActivity',
  'sendContext',
  'registerTool',
  'speakAudio',
  'withdrawConsent',
  'stop',
];

export const EVENTS = [
  'beforestart',
  'statechange',
  'playing',
  'end',
  'error',
  'speechstart',
  'speechend',
  'message',
  'submit',
  'userspeechstart',
  'userspeechend',
  'microphonechange',
  'playblocked',
  'quality',
  'timewarning',
  'toolcall',
  'feedback',
  'progress',
].map((name) => `avatar-${name}`);
