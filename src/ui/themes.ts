import {unsafeCSS, type CSSResult} from 'lit';

/** The colours of a theme, each for light and for dark, and its three radiuses in CSS pixels. */
export interface Theme {
  readonly colours: Readonly<Record<string, readonly [light: string, dark: string]>>;
  readonly radiuses: readonly [large: number, medium: number, small: number];
}

/** Warm and round, for practices, hotels and schools. */
export const SAND: Theme = {
  colours: {
    accent: ['#1c5a4a', '#8fd0b5'],
    canvas: ['#f6f0e4', '#14120f'],
    surface: ['#fffdf8', '#1c1a16'],
    raised: ['#f3ecdf', '#2a2721'],
    text: ['#2a251c', '#f3ede1'],
    muted: ['#6a6152', '#b5ab98'],
    line: ['#e8dfcf', '#35312a'],
    'line-strong': ['#8f8571', '#7d7461'],
  },
  radiuses: [28, 20, 12],
};

/** Sharp, black and white, for software and press. */
export const INK: Theme = {
  colours: {
    accent: ['#111', '#fff'],
    canvas: ['#fafafa', '#000'],
    surface: ['#fff', '#0e0e0f'],
    raised: ['#f2f2f3', '#1c1c1e'],
    text: ['#111', '#f5f5f5'],
    muted: ['#5c5c5c', '#a3a3a6'],
    line: ['#e2e2e4', '#2a2a2c'],
    'line-strong': ['#858585', '#77777b'],
  },
  radiuses: [10, 8, 6],
};

/** The themes beside the default one, as style sheets: in the place of its tokens, and below what the page sets. */
export const themeStyles: Readonly<Record<string, CSSResult>> = {sand: styleOf(SAND), ink: styleOf(INK)};

function styleOf({colours, radiuses: [large, medium, small]}: Theme): CSSResult {
  const tokens = Object.entries(colours).map(([name, [light, dark]]) => {
    // The older name of the canvas is the background.
    const older = name === 'canvas' ? 'background' : name;
    return `--_${name}: var(--avatar-${name}, var(--avatar-${older}, light-dark(${light}, ${dark})));`;
  });
  // An id counts for more than the tokens of the other sheets, whichever of them is loaded last.
  return unsafeCSS(`:host(:not(#_)) {
    ${tokens.join('\n    ')}
    --_radius: var(--avatar-radius, ${large}px);
    --_m: var(--avatar-radius-m, ${medium}px);
    --_s: var(--avatar-radius-s, ${small}px);
  }`);
}
