import {LitElement} from 'lit';
import {property} from 'lit/decorators/property.js';
import {flag, number, oneOf, optionalOneOf, string} from './converters.js';
import type {SessionSettings} from '../session/backends/streaming/streaming-schemas.js';

/**
 * The attributes that are fields of `streaming.new`. One that is unset sends no field, so that the API's own default
 * holds. A change takes effect at the next start.
 */
export class SessionProperties extends LitElement {
  /**
   * Id of the avatar. Default: unset, HeyGen chooses. Takes effect at the next start.
   * Source: `avatar_id` of `streaming.new`.
   */
  @property({attribute: 'avatar-id', converter: string}) avatarId: string | null = null;

  /**
   * Picture quality: `high` (2000 kbps, 720p), `medium` (1000 kbps, 480p) or `low` (500 kbps, 360p). Always sent.
   * Default `medium`. Takes effect at the next start. Source: `quality` of `streaming.new`.
   */
  @property({converter: oneOf(['high', 'medium', 'low'], 'medium')}) quality: 'high' | 'medium' | 'low' =
    'medium';

  /**
   * Video codec: `VP8` or `H264`. Default: unset, the API's is `VP8`. Takes effect at the next start.
   * Source: `video_encoding` of `streaming.new`.
   */
  @property({attribute: 'video-encoding', converter: optionalOneOf(['VP8', 'H264'])})
  videoEncoding: 'VP8' | 'H264' | null = null;

  /**
   * Prompt that the avatar answers by, for `chat`. Default: unset. Takes effect at the next start.
   * Source: `knowledge_base` of `streaming.new`.
   */
  @property({attribute: 'knowledge-base', converter: string}) knowledgeBase: string | null = null;

  /**
   * Id of a stored knowledge base, for `chat`. Default: unset. Takes effect at the next start.
   * Source: `knowledge_base_id` of `streaming.new`.
   */
  @property({attribute: 'knowledge-base-id', converter: string}) knowledgeBaseId: string | null = null;

  /**
   * Language of the conversation, as a base code such as `en` or `de`; locale tags are not accepted by the API.
   * Default: unset. Takes effect at the next start. Source: `language` of `streaming.new`.
   */
  @property({converter: string}) language: string | null = null;

  /**
   * Whether HeyGen keeps an idle session for ever: it costs credits until it is stopped. Only `"false"` means no.
   * Default: unset, idle sessions end. Takes effect at the next start. Source: `disable_idle_timeout` of `streaming.new`.
   */
  @property({attribute: 'disable-idle-timeout', converter: flag}) disableIdleTimeout: boolean | null = null;

  /**
   * After how many idle seconds HeyGen ends the session, 30 to 3600. Default: unset, the API's is 120. Takes effect at the
   * next start. Source: `activity_idle_timeout` of `streaming.new`.
   */
  @property({attribute: 'activity-idle-timeout', converter: number}) activityIdleTimeout: number | null =
    null;

  /**
   * Id of the voice. Default: unset, the avatar's own. Takes effect at the next start.
   * Source: `voice.voice_id` of `streaming.new`.
   */
  @property({attribute: 'voice-id', converter: string}) voiceId: string | null = null;

  /**
   * Speed of the voice, about 0.5 to 1.5. Default: unset, the API's is 1. Takes effect at the next start.
   * Source: `voice.rate` of `streaming.new`.
   */
  @property({attribute: 'voice-rate', converter: number}) voiceRate: number | null = null;

  /**
   * Emotion of the voice: `Excited`, `Serious`, `Friendly`, `Soothing` or `Broadcaster`. Default: unset. Takes effect at
   * the next start. Source: `voice.emotion` of `streaming.new`.
   */
  @property({
    attribute: 'voice-emotion',
    converter: optionalOneOf(['Excited', 'Serious', 'Friendly', 'Soothing', 'Broadcaster']),
  })
  voiceEmotion: 'Excited' | 'Serious' | 'Friendly' | 'Soothing' | 'Broadcaster' | null = null;

  /**
   * Stability of an ElevenLabs voice, 0 to 1. Default: unset, the API's is 0.75. Takes effect at the next start.
   * Source: `voice.elevenlabs_settings.stability` of `streaming.new`.
   */
  @property({attribute: 'elevenlabs-stability', converter: number}) elevenlabsStability: number | null = null;

  /**
   * Model of an ElevenLabs voice, such as `eleven_flash_v2_5` or `eleven_multilingual_v2`. Default: unset, the API's is
   * `eleven_flash_v2_5`. Takes effect at the next start. Source: `voice.elevenlabs_settings.model_id` of `streaming.new`.
   */
  @property({attribute: 'elevenlabs-model-id', converter: string}) elevenlabsModelId: string | null = null;

  /**
   * Similarity boost of an ElevenLabs voice, 0 to 1. Default: unset, the API's is 0.75. Takes effect at the next start.
   * Source: `voice.elevenlabs_settings.similarity_boost` of `streaming.new`.
   */
  @property({attribute: 'elevenlabs-similarity-boost', converter: number})
  elevenlabsSimilarityBoost: number | null = null;

  /**
   * Style exaggeration of an ElevenLabs voice, 0 to 1. Default: unset, the API's is 0. Takes effect at the next start.
   * Source: `voice.elevenlabs_settings.style` of `streaming.new`.
   */
  @property({attribute: 'elevenlabs-style', converter: number}) elevenlabsStyle: number | null = null;

  /**
   * Whether an ElevenLabs voice uses speaker boost; only `"false"` means no. Default: unset, the API's is true. Takes
   * effect at the next start. Source: `voice.elevenlabs_settings.use_speaker_boost` of `streaming.new`.
   */
  @property({attribute: 'elevenlabs-use-speaker-boost', converter: flag}) elevenlabsUseSpeakerBoost:
    boolean | null = null;

  /**
   * Speech recognition: `deepgram` or `gladia`. Default: unset, the API's is `deepgram`. Takes effect at the next start.
   * Source: `stt_settings.provider` of `streaming.new`.
   */
  @property({attribute: 'stt-provider', converter: optionalOneOf(['deepgram', 'gladia'])})
  sttProvider: 'deepgram' | 'gladia' | null = null;

  /**
   * How sure speech recognition must be, 0 to 1. Default: unset, the API's is 0.55. Takes effect at the next start.
   * Source: `stt_settings.confidence` of `streaming.new`.
   */
  @property({attribute: 'stt-confidence', converter: number}) sttConfidence: number | null = null;

  /**
   * Offers the microphone: its button in the controls, and a session that is made to hear it. The browser asks the visitor
   * only when the button is pressed or `startMicrophone` called. Default false. The button takes effect at once, the session
   * at the next start. Source: `ia_is_livekit_transport` of `streaming.new`; LiveAvatar always hears.
   */
  @property({type: Boolean}) microphone = false;

  /**
   * The visitor is heard only while he holds the microphone button, or the space bar on it. Default false. Takes effect at
   * the next start. Source: `interactivity_type` `PUSH_TO_TALK` of LiveAvatar’s token call, which your token endpoint must
   * pass on; `push_to_talk` of the streaming API’s chat socket.
   */
  @property({type: Boolean, attribute: 'push-to-talk'}) pushToTalk = false;

  /** What the attributes ask of the next session, in the API's own words. */
  get settings(): Partial<SessionSettings> {
    return (
      fields({
        quality: this.quality,
        avatar_id: this.avatarId,
        voice: fields({
          voice_id: this.voiceId,
          rate: this.voiceRate,
          emotion: this.voiceEmotion,
          elevenlabs_settings: fields({
            stability: this.elevenlabsStability,
            model_id: this.elevenlabsModelId,
            similarity_boost: this.elevenlabsSimilarityBoost,
            style: this.elevenlabsStyle,
            use_speaker_boost: this.elevenlabsUseSpeakerBoost,
          }),
        }),
        stt_settings: fields({provider: this.sttProvider, confidence: this.sttConfidence}),
        video_encoding: this.videoEncoding,
        knowledge_base: this.knowledgeBase,
        knowledge_base_id: this.knowledgeBaseId,
        language: this.language,
        disable_idle_timeout: this.disableIdleTimeout,
        activity_idle_timeout: this.activityIdleTimeout,
        ia_is_livekit_transport: this.microphone || this.pushToTalk || null,
        interactivity_type: this.pushToTalk ? ('PUSH_TO_TALK' as const) : null,
      }) ?? {}
    );
  }
}

type Fields<T> = {[K in keyof T]?: NonNullable<T[K]>};

/** The fields that are set, or `undefined` if none is. */
function fields<T extends Record<string, unknown>>(all: T): Fields<T> | undefined {
  const set = Object.entries(all).filter(([, value]) => value !== null && value !== undefined);
  return set.length > 0 ? (Object.fromEntries(set) as Fields<T>) : undefined;
}
