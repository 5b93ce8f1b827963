/** Which colours become transparent. A colour's distance is 0 for the key colour itself and 1 for grey. */
export interface ChromaOptions {
  /** The key colour, which is that of the screen behind the avatar: any CSS colour. Default `#00ff00`. */
  color: string;
  /** Colours up to this distance from the key colour are transparent. 0 to 1, default 0.4. */
  similarity: number;
  /** Beyond `similarity`, opacity rises to full over this distance: the softness of edges. 0 to 1, default 0.3. */
  smoothness: number;
}

/**
 * Defaults for a green screen in H.264 or VP8. `similarity` allows for uneven light, `smoothness` for the codecs' half
 * resolution of colour.
 */
export const CHROMA_DEFAULTS: ChromaOptions = {color: '#00ff00', similarity: 0.4, smoothness: 0.3};

/** The options in the form that the shader needs. */
export interface KeyValues {
  /** Red, green and blue, 0 to 1. */
  key: readonly [number, number, number];
  similarity: number;
  smoothness: number;
}

/** The shader divides by the smoothness, and a division by zero draws nothing. */
const MIN_SMOOTHNESS = 0.001;

/** Converts options for the shader. A missing or invalid value has its default. */
export function keyValues(options: Partial<ChromaOptions>): KeyValues {
  return {
    key: rgb(options.color ?? CHROMA_DEFAULTS.color),
    similarity: ratio(options.similarity) ?? CHROMA_DEFAULTS.similarity,
    smoothness: Math.max(MIN_SMOOTHNESS, ratio(options.smoothness) ?? CHROMA_DEFAULTS.smoothness),
  };
}

function ratio(value: number | undefined): number | undefined {
  return value === undefined || Number.isNaN(value) ? undefined : Math.min(1, Math.max(0, value));
}

/** Converts a CSS colour to numbers from 0 to 1. A canvas does it, because it knows every colour format of the browser. */
function rgb(color: string): readonly [number, number, number] {
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = 1;
  const context = canvas.getContext('2d');
  if (!context) return [0, 1, 0];
  context.fillStyle = CHROMA_DEFAULTS.color;
  context.fillStyle = color; // an invalid colour leaves the default of the line above
  context.fillRect(0, 0, 1, 1);
  const [red = 0, green = 0, blue = 0] = context.getImageData(0, 0, 1, 1).data;
  return [red / 255, green / 255, blue / 255];
}
