/** What of a picture is to be transparent. Distances are 0 for the key colour itself, 1 for grey. */
export interface ChromaOptions {
  /** The colour of the screen behind the avatar: any CSS colour. */
  color: string;
  /** Up to which distance from it a colour is taken for the screen. */
  similarity: number;
  /** Over which distance beyond that a colour turns opaque: the softness of the edges. */
  smoothness: number;
}

/**
 * A green screen as H.264 and VP8 hand it over: the width allows for one that is lit unevenly, the softness for chroma at
 * half the resolution.
 */
export const CHROMA_DEFAULTS: ChromaOptions = {color: '#00ff00', similarity: 0.4, smoothness: 0.3};

/** The options as the shader has them. */
export interface KeyValues {
  /** Red, green and blue, 0 to 1. */
  key: readonly [number, number, number];
  similarity: number;
  smoothness: number;
}

/** The narrowest edge: a division by zero draws nothing. */
const SHARPEST = 0.001;

/** The options for the shader; a value that is none has its default. */
export function keyValues(options: Partial<ChromaOptions>): KeyValues {
  return {
    key: rgb(options.color ?? CHROMA_DEFAULTS.color),
    similarity: share(options.similarity) ?? CHROMA_DEFAULTS.similarity,
    smoothness: Math.max(SHARPEST, share(options.smoothness) ?? CHROMA_DEFAULTS.smoothness),
  };
}

function share(value: number | undefined): number | undefined {
  return value === undefined || Number.isNaN(value) ? undefined : Math.min(1, Math.max(0, value));
}

/** Any CSS colour that the browser knows, by asking it. */
function rgb(color: string): readonly [number, number, number] {
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = 1;
  const context = canvas.getContext('2d');
  if (!context) return [0, 1, 0];
  context.fillStyle = CHROMA_DEFAULTS.color;
  context.fillStyle = color; // one that is no colour changes nothing
  context.fillRect(0, 0, 1, 1);
  const [red = 0, green = 0, blue = 0] = context.getImageData(0, 0, 1, 1).data;
  return [red / 255, green / 255, blue / 255];
}
