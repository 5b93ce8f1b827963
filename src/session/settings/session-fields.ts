/**
 * Every field of the API that a page can set, declared once. All of these derive from the table: the element's attributes and
 * properties, the check before a start, the bodies of the token request and of `streaming.new`, what the token server allows
 * and its place in LiveAvatar's token, the sandbox's checks, the demo's form, and the tables of the documentation. To add a
 * field, add it here and to the cases of `test/session/settings/session-fields.test.ts`.
 */

/** Which values are valid. */
export interface FieldRule {
  /** The valid texts; all others are invalid. */
  readonly values?: readonly string[];
  /** `values` are valid in any case. */
  readonly anyCase?: true;
  /** Least valid number. */
  readonly min?: number;
  /** Greatest valid number. */
  readonly max?: number;
  /** Only whole numbers are valid. */
  readonly whole?: true;
  /** Which texts are valid. */
  readonly pattern?: RegExp;
  /** Most characters of a text, which must then have at least one. */
  readonly maxLength?: number;
  /** What an object must be; see `field-schemas.ts`. */
  readonly object?: 'variables' | 'memory';
}

/**
 * How the attribute is read. `text` and `number`: an empty one is unset. `flag`: only `false` means no, and an absent one is
 * unset. `choice`: one of `values`, in any case; another is the default. `switch`: an HTML boolean attribute. `json`: an object, or
 * the JSON of one.
 */
export type FieldKind = 'text' | 'number' | 'flag' | 'choice' | 'switch' | 'json';

/** One field, with the rule of `streaming.new`. */
export interface SessionField extends FieldRule {
  readonly kind: FieldKind;
  /** Its place in the body of `streaming.new`. */
  readonly path: string;
  /** What is sent where the page sets nothing. Without it, an unset field is not sent, and the API's own default holds. */
  readonly default?: string;
  /** Callers of `AvatarSession` may send any text, since other servers know other values. */
  readonly anyText?: true;
  /** What a switch sends while it is on, by path. One that is off sends nothing. */
  readonly sends?: Readonly<Record<string, string | boolean>>;
  /** `streaming.new` does not know this field: only the token request carries it. */
  readonly tokenOnly?: true;
  /** Its place in the body of LiveAvatar's `/v1/sessions/token`, with LiveAvatar's rule as far as it differs. */
  readonly liveAvatar?: FieldRule & {
    readonly path: string;
    /** Its place beside a `voice_agent`. Default: `path`; none if that is in `avatar_persona`, which an agent replaces. */
    readonly agentPath?: string;
  };
  /**
   * What the token server lets a page choose. Default: what LiveAvatar takes. The token server sends the number of
   * LiveAvatar's range that is nearest to the chosen one.
   */
  readonly allowed?: FieldRule;
  /** The name by which the owner of a token server allows it; several fields may have one name. Default: `path`. */
  readonly allowedAs?: string;
}

export const SESSION_FIELDS = {
  /**
   * Id of the avatar. Default: unset, HeyGen chooses one. Takes effect at the next start.
   * Source: `avatar_id` of `streaming.new`.
   */
  avatarId: {
    kind: 'text',
    path: 'avatar_id',
    liveAvatar: {path: 'avatar_id'},
  },

  /**
   * Picture quality: `high` (2000 kbps, 720p), `medium` (1000 kbps, 480p) or `low` (500 kbps, 360p). Default `medium`; always
   * sent. Takes effect at the next start. Source: `quality` of `streaming.new`.
   */
  quality: {
    kind: 'choice',
    path: 'quality',
    values: ['high', 'medium', 'low'],
    default: 'medium',
    liveAvatar: {path: 'video_settings.quality', values: ['very_high', 'high', 'medium', 'low']},
    allowed: {values: ['high', 'medium', 'low']},
  },

  /**
   * Video codec: `VP8` or `H264`. Default: unset, the API's default is `VP8`. Takes effect at the next start.
   * Source: `video_encoding` of `streaming.new`.
   */
  videoEncoding: {
    kind: 'choice',
    path: 'video_encoding',
    values: ['VP8', 'H264'],
    liveAvatar: {path: 'video_settings.encoding'},
  },

  /**
   * Prompt that the avatar answers by, for `ask`. Default: unset. Takes effect at the next start.
   * Source: `knowledge_base` of `streaming.new`.
   */
  knowledgeBase: {kind: 'text', path: 'knowledge_base'},

  /**
   * Id of a stored knowledge base, for `ask`. Default: unset. Takes effect at the next start.
   * Source: `knowledge_base_id` of `streaming.new`.
   */
  knowledgeBaseId: {
    kind: 'text',
    path: 'knowledge_base_id',
    liveAvatar: {path: 'avatar_persona.context_id'},
  },

  /**
   * Language of the conversation, as a base code such as `en` or `de`; the API takes no locale tags. Default: unset. Takes
   * effect at the next start. Source: `language` of `streaming.new`.
   */
  language: {
    kind: 'text',
    path: 'language',
    liveAvatar: {path: 'avatar_persona.language', agentPath: 'voice_agent.language'},
    allowed: {pattern: /^[a-z]{2,8}(-[a-z\d]{1,8}){0,3}$/i},
  },

  /**
   * HeyGen keeps an idle session open without end: the session costs credits until it is stopped. Only `"false"` means no.
   * Default: unset, HeyGen ends idle sessions. Takes effect at the next start. Source: `disable_idle_timeout` of
   * `streaming.new`.
   */
  disableIdleTimeout: {kind: 'flag', path: 'disable_idle_timeout'},

  /**
   * After how many idle seconds HeyGen ends the session: a whole number, 30 to 3600. Default: unset, the API's default is
   * 120. Takes effect at the next start. Source: `activity_idle_timeout` of `streaming.new`.
   */
  activityIdleTimeout: {
    kind: 'number',
    path: 'activity_idle_timeout',
    min: 30,
    max: 3600,
    whole: true,
  },

  /**
   * Id of the voice. Default: unset, the avatar's own voice. Takes effect at the next start.
   * Source: `voice.voice_id` of `streaming.new`.
   */
  voiceId: {kind: 'text', path: 'voice.voice_id', liveAvatar: {path: 'avatar_persona.voice_id'}},

  /**
   * Speed of the voice, about 0.5 to 1.5. Default: unset, the API's default is 1. Takes effect at the next start.
   * Source: `voice.rate` of `streaming.new`.
   */
  voiceRate: {
    kind: 'number',
    path: 'voice.rate',
    liveAvatar: {path: 'avatar_persona.voice_settings.speed', min: 0.8, max: 1.2},
    allowed: {min: 0.5, max: 1.5},
  },

  /**
   * Emotion of the voice: `Excited`, `Serious`, `Friendly`, `Soothing` or `Broadcaster`. Default: unset. Takes effect at the
   * next start. Source: `voice.emotion` of `streaming.new`.
   */
  voiceEmotion: {
    kind: 'choice',
    path: 'voice.emotion',
    values: ['Excited', 'Serious', 'Friendly', 'Soothing', 'Broadcaster'],
    anyCase: true,
    anyText: true,
  },

  /**
   * Stability of an ElevenLabs voice, 0 to 1. Default: unset, the API's default is 0.75. Takes effect at the next start.
   * Source: `voice.elevenlabs_settings.stability` of `streaming.new`.
   */
  elevenlabsStability: {
    kind: 'number',
    path: 'voice.elevenlabs_settings.stability',
    liveAvatar: {path: 'avatar_persona.voice_settings.stability', min: 0, max: 1},
    allowedAs: 'voice.elevenlabs_settings',
  },

  /**
   * Model of an ElevenLabs voice, such as `eleven_flash_v2_5` or `eleven_multilingual_v2`. Default: unset, the API's default
   * is `eleven_flash_v2_5`. Takes effect at the next start. Source: `voice.elevenlabs_settings.model_id` of
   * `streaming.new`.
   */
  elevenlabsModelId: {
    kind: 'text',
    path: 'voice.elevenlabs_settings.model_id',
    liveAvatar: {
      path: 'avatar_persona.voice_settings.model',
      values: ['eleven_flash_v2_5', 'eleven_multilingual_v2', 's1', 's2'],
    },
    allowed: {values: ['eleven_flash_v2_5', 'eleven_multilingual_v2']},
    allowedAs: 'voice.elevenlabs_settings',
  },

  /**
   * Similarity boost of an ElevenLabs voice, 0 to 1. Default: unset, the API's default is 0.75. Takes effect at the next
   * start. Source: `voice.elevenlabs_settings.similarity_boost` of `streaming.new`.
   */
  elevenlabsSimilarityBoost: {
    kind: 'number',
    path: 'voice.elevenlabs_settings.similarity_boost',
    liveAvatar: {path: 'avatar_persona.voice_settings.similarity_boost', min: 0, max: 1},
    allowedAs: 'voice.elevenlabs_settings',
  },

  /**
   * Style exaggeration of an ElevenLabs voice, 0 to 1. Default: unset, the API's default is 0. Takes effect at the next
   * start. Source: `voice.elevenlabs_settings.style` of `streaming.new`.
   */
  elevenlabsStyle: {
    kind: 'number',
    path: 'voice.elevenlabs_settings.style',
    liveAvatar: {path: 'avatar_persona.voice_settings.style', min: 0, max: 1},
    allowedAs: 'voice.elevenlabs_settings',
  },

  /**
   * Whether an ElevenLabs voice uses speaker boost; only `"false"` means no. Default: unset, the API's default is true. Takes
   * effect at the next start. Source: `voice.elevenlabs_settings.use_speaker_boost` of `streaming.new`.
   */
  elevenlabsUseSpeakerBoost: {
    kind: 'flag',
    path: 'voice.elevenlabs_settings.use_speaker_boost',
    liveAvatar: {path: 'avatar_persona.voice_settings.use_speaker_boost'},
    allowedAs: 'voice.elevenlabs_settings',
  },

  /**
   * Speech recognition: `deepgram` or `gladia`. Default: unset, the API's default is `deepgram`. Takes effect at the next
   * start. Source: `stt_settings.provider` of `streaming.new`.
   */
  sttProvider: {
    kind: 'choice',
    path: 'stt_settings.provider',
    values: ['deepgram', 'gladia'],
    anyText: true,
    liveAvatar: {
      path: 'avatar_persona.stt_config.provider',
      values: ['deepgram', 'assembly_ai', 'gladia', 'elevenlabs'],
    },
  },

  /**
   * How sure speech recognition must be, 0 to 1. Default: unset, the API's default is 0.55. Takes effect at the next start.
   * Source: `stt_settings.confidence` of `streaming.new`.
   */
  sttConfidence: {kind: 'number', path: 'stt_settings.confidence'},

  /**
   * Offers the microphone: its button in the controls, and a session that can hear the visitor. The browser asks the visitor
   * only when they press the button or the page calls `startMicrophone`. Default false. The button appears at once; the
   * session takes it at the next start. Source: `ia_is_livekit_transport` of `streaming.new`; LiveAvatar always hears.
   */
  microphone: {
    kind: 'switch',
    path: 'ia_is_livekit_transport',
    sends: {ia_is_livekit_transport: true},
  },

  /**
   * The server hears the visitor only while they hold the microphone button, or the space bar on it. Default false. Takes
   * effect at the next start. Source: `interactivity_type` `PUSH_TO_TALK` of LiveAvatar’s token call, which your token
   * endpoint must pass on; `push_to_talk` of the streaming API’s chat socket.
   */
  pushToTalk: {
    kind: 'switch',
    path: 'interactivity_type',
    values: ['CONVERSATIONAL', 'PUSH_TO_TALK'],
    sends: {interactivity_type: 'PUSH_TO_TALK', ia_is_livekit_transport: true},
    tokenOnly: true,
    liveAvatar: {path: 'interactivity_type'},
  },

  /**
   * What prompt and opening text may name as `${name}`: an object of texts, or the JSON of one, such as `{"name": "Anna"}`. At
   * most 50, with names of up to 64 characters and values of up to 1,000; a number, `true` and `false` are sent as text. More or
   * longer ones make a start fail with `bad-config`. Default: unset. Takes effect at the next start. Source:
   * `dynamic_variables` of LiveAvatar’s token call, which your token endpoint must pass on.
   */
  variables: {
    kind: 'json',
    object: 'variables',
    path: 'dynamic_variables',
    tokenOnly: true,
    liveAvatar: {path: 'dynamic_variables', agentPath: 'voice_agent.dynamic_variables'},
  },

  /**
   * Which earlier conversation the avatar remembers. A word has the element keep the id of its last session, and go on from it:
   * `page`, until the page is left; `visit`, in `sessionStorage`; `browser`, in `localStorage`, for which you may need the
   * visitor’s consent. Or an object, or the JSON of one, that names the conversation: `{"prev_session_id": "…"}` or
   * `{"session_memory_id": "…"}`. Where LiveAvatar does not take it, as with a session in which nothing was said, the session starts
   * without. Default: unset, none; the element keeps nothing, but with `resume` as `visit` does. Takes effect at the next start. Source: `memory` of LiveAvatar’s
   * token call, which your token endpoint must pass on.
   */
  memory: {
    kind: 'json',
    object: 'memory',
    path: 'memory',
    tokenOnly: true,
    liveAvatar: {path: 'memory'},
  },
} as const satisfies Record<string, SessionField>;

/** The table's own type, which knows each field's values. */
export type SessionFields = typeof SESSION_FIELDS;
export type SessionFieldName = keyof SessionFields;

/** The value of a property: `null` where the page has set nothing and the field has no default. */
type PropertyValue<F extends SessionField> = F extends {kind: 'switch'}
  ? boolean
  : TypedValue<F> | (F extends {default: string} ? never : null);

type TypedValue<F extends SessionField> = F extends {kind: 'number'}
  ? number
  : F extends {kind: 'flag'}
    ? boolean
    : F extends {kind: 'choice'; values: readonly (infer V)[]}
      ? V
      : F extends {object: keyof ObjectProperties}
        ? ObjectProperties[F['object']]
        : string;

/** The conversation that an avatar remembers. Source: `memory` of LiveAvatar's token call. */
export type SessionMemory = {prev_session_id: string} | {session_memory_id: string};
/** Where the element keeps the id of its last session: until the page is left, in `sessionStorage`, or in `localStorage`. */
export type MemoryKeeper = 'page' | 'visit' | 'browser';

/** The properties that are objects. */
interface ObjectProperties {
  variables: Readonly<Record<string, string | number | boolean>>;
  memory: SessionMemory | MemoryKeeper;
}

/** The element's properties that are fields of the API. */
export type SessionFieldValues = {-readonly [K in keyof SessionFields]: PropertyValue<SessionFields[K]>};

/** A field with the name of its property. */
export interface NamedField extends SessionField {
  readonly name: SessionFieldName;
}

export const FIELDS: readonly NamedField[] = Object.entries<SessionField>(SESSION_FIELDS).map(
  ([name, field]) => ({...field, name: name as SessionFieldName}),
);

/** What LiveAvatar takes for a field. */
export const liveAvatarRule = (field: SessionField): FieldRule => ({...field, ...field.liveAvatar});
