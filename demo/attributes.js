/**
 * The attributes in the order in which one wants to try them. What is not named here stands under "More": the element itself
 * says which it has, so that none is missing.
 */
export const GROUPS = {
  'What is shown': [
    'controls',
    'chat',
    'captions',
    'microphone',
    'push-to-talk',
    'greeting',
    'poster',
    'strings',
  ],
  'Where it is': ['mode', 'placement', 'open', 'mini-player', 'lang', 'dir'],
  'Without its screen': ['background', 'chroma-color', 'chroma-similarity', 'chroma-smoothness'],
  'How it begins': ['autoplay', 'muted', 'preload', 'half-duplex', 'no-keep-alive'],
  Server: ['backend', 'token-url', 'token-credentials', 'api-url', 'stop-url'],
  Session: [
    'avatar-id',
    'quality',
    'video-encoding',
    'language',
    'knowledge-base',
    'knowledge-base-id',
    'disable-idle-timeout',
    'activity-idle-timeout',
  ],
  'Voice and hearing': [
    'voice-id',
    'voice-rate',
    'voice-emotion',
    'elevenlabs-model-id',
    'elevenlabs-stability',
    'elevenlabs-similarity-boost',
    'elevenlabs-style',
    'elevenlabs-use-speaker-boost',
    'stt-provider',
    'stt-confidence',
  ],
};

/** What the element writes by itself, and nobody has to. */
export const isDefault = (name, value) =>
  (name === 'mode' && value === 'inline') || (name === 'placement' && value === 'bottom-end');

/** The values of those that have a few. */
export const CHOICES = {
  'token-credentials': ['same-origin', 'include', 'omit'],
  backend: ['auto', 'streaming', 'liveavatar', 'sandbox'],
  quality: ['high', 'medium', 'low'],
  'video-encoding': ['VP8', 'H264'],
  'disable-idle-timeout': ['true', 'false'],
  'voice-emotion': ['Excited', 'Serious', 'Friendly', 'Soothing', 'Broadcaster'],
  'elevenlabs-model-id': ['eleven_flash_v2_5', 'eleven_multilingual_v2'],
  'elevenlabs-use-speaker-boost': ['true', 'false'],
  'stt-provider': ['deepgram', 'gladia'],
  mode: ['inline', 'floating'],
  placement: ['bottom-end', 'bottom-start', 'top-end', 'top-start'],
  background: ['chroma'],
  preload: ['none', 'intent', 'token', 'auto'],
  lang: ['en', 'de', 'fr', 'es', 'pt', 'it', 'nl', 'pl', 'ja', 'zh', 'ko', 'ar', 'he'],
  dir: ['ltr', 'rtl'],
};

/** What one might type into the others. */
export const EXAMPLES = {
  greeting: 'Hello! How can I help?',
  poster: 'gallery/poster.svg',
  strings: '{"start": "Ask Anna"}',
  'token-url': '/api/avatar-token',
  'api-url': 'https://proxy.example',
  'stop-url': '/api/avatar-stop',
  'avatar-id': 'Wayne_20240711',
  language: 'en',
  'activity-idle-timeout': '120',
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
  'stop',
];

export const EVENTS = [
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
].map((name) => `avatar-${name}`);
