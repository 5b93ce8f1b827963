import {assert} from '@open-wc/testing';
import {styles} from '../../src/element/heygen-avatar.styles.js';
import {themeStyles} from '../../src/ui/themes.js';
import {tokenStyles} from '../../src/ui/views/tokens.styles.js';

/** Red, green and blue, 0 to 1, in sRGB. */
type Colour = readonly [number, number, number];
type Scheme = 'light' | 'dark';

const BLACK: Colour = [0, 0, 0];
const WHITE: Colour = [1, 1, 1];

const hex = (text: string): Colour => {
  const full = text.length === 4 ? text.replace(/[^#]/g, '$&$&') : text;
  return [1, 3, 5].map((at) => parseInt(full.slice(at, at + 2), 16) / 255) as unknown as Colour;
};

const toLinear = (value: number) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);
const fromLinear = (value: number) => {
  const within = Math.min(1, Math.max(0, value));
  return within <= 0.0031308 ? within * 12.92 : 1.055 * within ** (1 / 2.4) - 0.055;
};

/** Oklab, as in CSS Color 4. */
function toOklab(colour: Colour): Colour {
  const [r, g, b] = colour.map(toLinear) as unknown as Colour;
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ];
}

function fromOklab([lightness, a, b]: Colour): Colour {
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
  ].map(fromLinear) as unknown as Colour;
}

const mixed = (one: Colour, share: number, other: Colour): Colour => {
  const [first, second] = [toOklab(one), toOklab(other)];
  return fromOklab(
    first.map((each, at) => each * share + (second[at] ?? 0) * (1 - share)) as unknown as Colour,
  );
};

/** Another lightness, at the same hue and chroma. */
const lit = (colour: Colour, change: (lightness: number) => number): Colour => {
  const [l, a, b] = toOklab(colour);
  return fromOklab([change(l), a, b]);
};

const luminance = (colour: Colour): number => {
  const [r, g, b] = colour.map(toLinear) as unknown as Colour;
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
};

function contrast(one: Colour, other: Colour): number {
  const [low = 0, high = 0] = [luminance(one), luminance(other)].toSorted((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
}

/** The tokens of some style sheets, a later sheet before an earlier one, as colours of a scheme. */
function tokensOf(scheme: Scheme, ...sheets: readonly {cssText: string}[]): Record<string, Colour> {
  const found: Record<string, Colour> = {};
  const form = /--_([\w-]+):[^;]*?light-dark\(\s*(#\w+),\s*(#\w+)\s*\)/g;
  for (const {cssText} of sheets) {
    for (const [, name = '', light = '', dark = ''] of cssText.matchAll(form)) {
      found[name] ??= hex(scheme === 'light' ? light : dark);
    }
  }
  return withDerived(found, scheme);
}

/** What the style sheets make of the accent. */
function withDerived(tokens: Record<string, Colour>, scheme: Scheme): Record<string, Colour> {
  const {accent = BLACK, surface = BLACK, danger = BLACK} = tokens;
  const [l] = toOklab(accent);
  return {
    ...tokens,
    'on-accent': l < 0.575 ? WHITE : BLACK,
    soft: mixed(accent, 0.14, surface),
    link: lit(accent, (each) => (scheme === 'light' ? Math.min(each, 0.48) : Math.max(each, 0.74))),
    'danger-tint': mixed(danger, 0.12, surface),
    'accent-tint': mixed(accent, 0.1, surface),
  };
}

/** Text, or the edge of a control, on what it stands on, and the least contrast. */
const PAIRS: readonly (readonly [string, string, number])[] = [
  ['text', 'surface', 7],
  ['text', 'raised', 7],
  ['text', 'canvas', 7],
  ['text', 'soft', 7],
  ['text', 'accent-tint', 7],
  ['text', 'danger-tint', 7],
  ['muted', 'surface', 4.5],
  ['muted', 'raised', 4.5],
  ['muted', 'canvas', 4.5],
  ['accent', 'surface', 4.5],
  ['on-accent', 'accent', 4.5],
  ['link', 'surface', 4.5],
  ['link', 'raised', 4.5],
  ['live', 'surface', 4.5],
  ['surface', 'live', 4.5],
  ['danger', 'surface', 4.5],
  ['danger', 'danger-tint', 4.5],
  ['line-strong', 'surface', 3],
];
const THEMES = {clear: [], sand: [themeStyles.sand], ink: [themeStyles.ink]};
const SCHEMES = ['light', 'dark'] as const;

suite('the contrast of the tokens', () => {
  for (const [theme, sheets] of Object.entries(THEMES)) {
    for (const scheme of SCHEMES) {
      test(`${theme}, ${scheme}`, () => {
        const tokens = tokensOf(scheme, ...sheets, tokenStyles, styles);
        const low = PAIRS.flatMap(([on, below, least]) => {
          const [text, ground] = [tokens[on], tokens[below]];
          if (!text || !ground) return [`${on} or ${below} is missing`];
          const found = contrast(text, ground);
          return found >= least ? [] : [`${on} on ${below}: ${found.toFixed(2)} of ${least}`];
        });
        assert.deepEqual(low, []);
      });
    }
  }

  test('text on the picture: white on glass, over a white picture', () => {
    const [, alpha = '0'] =
      /--_glass: var\(--avatar-glass, rgb\(12 13 18 \/ (\d+)%\)\)/.exec(tokenStyles.cssText) ?? [];
    const share = Number(alpha) / 100;
    const ground = [12, 13, 18].map((each) => (each / 255) * share + 1 - share) as unknown as Colour;
    assert.isAtLeast(contrast(WHITE, ground), 6);
  });

  test('what is made of an accent of the page can be read, whatever the accent', () => {
    const steps = [0, 0.2, 0.4, 0.6, 0.8, 1];
    const accents = steps.flatMap((r) => steps.flatMap((g) => steps.map((b): Colour => [r, g, b])));
    for (const scheme of SCHEMES) {
      const own = tokensOf(scheme, tokenStyles, styles);
      const low: string[] = [];
      let under = 0;
      for (const accent of accents) {
        const {text, surface, raised, link, soft, ...rest} = withDerived({...own, accent}, scheme);
        const least = (on: Colour | undefined, ground: Colour | undefined, value: number, what: string) => {
          if (on && ground && contrast(on, ground) >= value) return;
          low.push(`${what} of ${accent.join()}, ${scheme}`);
        };
        least(text, soft, 7, 'text on soft');
        least(link, surface, 4.5, 'link on surface');
        least(link, raised, 4.5, 'link on raised');
        least(rest['on-accent'], accent, 4, 'on-accent');
        if (contrast(rest['on-accent'] as Colour, accent) < 4.5) under++;
      }
      assert.deepEqual(low, []);
      assert.isBelow(under / accents.length, 0.02);
    }
  });
});
