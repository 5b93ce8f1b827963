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
  key: Rgb;
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

/**
 * Converts a CSS colour to numbers from 0 to 1. A canvas writes it as text, because it knows every way in which a page can write one.
 * No pixel of it is read: protection against fingerprinting has the browser return other pixels than were drawn.
 */
function rgb(color: string): Rgb {
  const written = inSrgb(color);
  return hexOf(written) ?? numbersOf(written) ?? [0, 1, 0];
}

type Rgb = readonly [number, number, number];

/** What cannot be used leaves the value of the line above: a colour that is none, or a format that the browser lacks. */
function inSrgb(color: string): string {
  const context = document.createElement('canvas').getContext('2d');
  if (!context) return color;
  context.fillStyle = CHROMA_DEFAULTS.color;
  context.fillStyle = color;
  context.fillStyle = `color(from ${color} srgb r g b)`;
  return context.fillStyle;
}

/** Reads `#rgb` and `#rrggbb`. */
function hexOf(text: string): Rgb | undefined {
  const [, hex] = /^\s*#([\da-f]{3,4}|[\da-f]{6}|[\da-f]{8})\s*$/i.exec(text) ?? [];
  const digits = hex && hex.length < 6 ? hex.replace(/./g, '$&$&') : hex;
  return digits ? triple([0, 2, 4].map((at) => parseInt(digits.slice(at, at + 2), 16) / 255)) : undefined;
}

/** Reads `rgba(…)` and `color(srgb …)`, as a canvas writes them. */
function numbersOf(text: string): Rgb | undefined {
  const [, space, values = ''] = /^(rgba?\(|color\(srgb )([^/]*)/.exec(text) ?? [];
  if (!space) return undefined;
  const unit = space.startsWith('rgb') ? 255 : 1;
  return triple(values.split(/[\s,]+/).map((value) => (parseFloat(value) || 0) / unit));
}

const triple = (values: readonly number[]): Rgb => {
  const [red = 0, green = 0, blue = 0] = values.map((value) => Math.min(1, Math.max(0, value)));
  return [red, green, blue];
};
