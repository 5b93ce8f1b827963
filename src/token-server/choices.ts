import * as z from 'zod/mini';

const Id = z.string().check(z.minLength(1), z.maxLength(100));
const Share = z.number().check(z.gte(0), z.lte(1));

/** Speeds of a voice: what a page may ask for by the streaming API's range, and what LiveAvatar has. */
const RATES = {least: 0.5, most: 1.5};
const SPEEDS = {least: 0.8, most: 1.2};

const ElevenlabsVoice = z.pipe(
  z.object({
    stability: z.optional(Share),
    similarity_boost: z.optional(Share),
    style: z.optional(Share),
    use_speaker_boost: z.optional(z.boolean()),
    model_id: z.optional(z.enum(['eleven_flash_v2_5', 'eleven_multilingual_v2'])),
  }),
  // LiveAvatar has another name for the model.
  z.transform(({model_id: model, ...rest}) => ({...rest, ...(model === undefined ? {} : {model})})),
);

/** Every setting that a page may choose, in the words of `streaming.new`, and what may be chosen. */
export const CHOICES = {
  avatar_id: Id,
  quality: z.enum(['high', 'medium', 'low']),
  video_encoding: z.enum(['H264', 'VP8']),
  language: z.string().check(z.regex(/^[a-z]{2,8}(-[a-z\d]{1,8}){0,3}$/i)),
  interactivity_type: z.enum(['CONVERSATIONAL', 'PUSH_TO_TALK']),
  knowledge_base_id: Id,
  'voice.voice_id': Id,
  'voice.rate': z.pipe(
    z.number().check(z.gte(RATES.least), z.lte(RATES.most)),
    z.transform((rate) => Math.min(Math.max(rate, SPEEDS.least), SPEEDS.most)),
  ),
  'voice.elevenlabs_settings': ElevenlabsVoice,
  'stt_settings.provider': z.enum(['deepgram', 'assembly_ai', 'gladia', 'elevenlabs']),
} as const;

/** A setting that a page may choose, if the owner allows it: a field of `streaming.new`, nested ones by a dot. */
export type AllowedSetting = keyof typeof CHOICES;
