import type {HeygenAvatarElement, SessionSettings} from '../../../src/index.js';

type Equal<A, B> = 0 extends 1 & A ? false : [A, B] extends [B, A] ? true : false;
type Element = HeygenAvatarElement;

/** The types that derive from the table of fields, as the package has published them. `tsc` is the test. */
export const TYPES: {
  avatarId: Equal<Element['avatarId'], string | null>;
  quality: Equal<Element['quality'], 'high' | 'medium' | 'low'>;
  videoEncoding: Equal<Element['videoEncoding'], 'VP8' | 'H264' | null>;
  disableIdleTimeout: Equal<Element['disableIdleTimeout'], boolean | null>;
  voiceRate: Equal<Element['voiceRate'], number | null>;
  voiceEmotion: Equal<
    Element['voiceEmotion'],
    'Excited' | 'Serious' | 'Friendly' | 'Soothing' | 'Broadcaster' | null
  >;
  elevenlabsModelId: Equal<Element['elevenlabsModelId'], string | null>;
  sttProvider: Equal<Element['sttProvider'], 'deepgram' | 'gladia' | null>;
  microphone: Equal<Element['microphone'], boolean>;
  pushToTalk: Equal<Element['pushToTalk'], boolean>;
  settings: Equal<SessionSettings, PublishedSettings>;
} = {
  avatarId: true,
  quality: true,
  videoEncoding: true,
  disableIdleTimeout: true,
  voiceRate: true,
  voiceEmotion: true,
  elevenlabsModelId: true,
  sttProvider: true,
  microphone: true,
  pushToTalk: true,
  settings: true,
};

interface PublishedSettings {
  quality: 'high' | 'medium' | 'low';
  avatar_id?: string | undefined;
  voice?: PublishedVoice | undefined;
  stt_settings?: {provider?: string | undefined; confidence?: number | undefined} | undefined;
  video_encoding?: 'H264' | 'VP8' | undefined;
  knowledge_base?: string | undefined;
  knowledge_base_id?: string | undefined;
  language?: string | undefined;
  disable_idle_timeout?: boolean | undefined;
  activity_idle_timeout?: number | undefined;
  ia_is_livekit_transport?: boolean | undefined;
  interactivity_type?: 'CONVERSATIONAL' | 'PUSH_TO_TALK' | undefined;
}

interface PublishedVoice {
  voice_id?: string | undefined;
  rate?: number | undefined;
  emotion?: string | undefined;
  elevenlabs_settings?:
    | {
        stability?: number | undefined;
        model_id?: string | undefined;
        similarity_boost?: number | undefined;
        style?: number | undefined;
        use_speaker_boost?: boolean | undefined;
      }
    | undefined;
}
