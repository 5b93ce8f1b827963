import {css, type CSSResult} from 'lit';

/**
 * The themes beside the default one: in the place of its tokens, and below what the page sets. An id in a selector counts for more
 * than the tokens of the other sheets, whichever of them is loaded last.
 */
export const themeStyles: Readonly<Record<'sand' | 'ink', CSSResult>> = {
  /** Warm and round, for practices, hotels and schools. */
  sand: css`
    :host(:not(#_)) {
      --_accent: var(--avatar-accent, light-dark(#1c5a4a, #8fd0b5));
      --_canvas: var(--avatar-canvas, var(--avatar-background, light-dark(#f6f0e4, #14120f)));
      --_surface: var(--avatar-surface, light-dark(#fffdf8, #1c1a16));
      --_raised: var(--avatar-raised, light-dark(#f3ecdf, #2a2721));
      --_text: var(--avatar-text, light-dark(#2a251c, #f3ede1));
      --_muted: var(--avatar-muted, light-dark(#6a6152, #b5ab98));
      --_line: var(--avatar-line, light-dark(#e8dfcf, #35312a));
      --_line-strong: var(--avatar-line-strong, light-dark(#8f8571, #7d7461));
      --_radius: var(--avatar-radius, 28px);
      --_m: var(--avatar-radius-m, 20px);
      --_s: var(--avatar-radius-s, 12px);
    }
  `,
  /** Sharp, black and white, for software and press. */
  ink: css`
    :host(:not(#_)) {
      --_accent: var(--avatar-accent, light-dark(#111, #fff));
      --_canvas: var(--avatar-canvas, var(--avatar-background, light-dark(#fafafa, #000)));
      --_surface: var(--avatar-surface, light-dark(#fff, #0e0e0f));
      --_raised: var(--avatar-raised, light-dark(#f2f2f3, #1c1c1e));
      --_text: var(--avatar-text, light-dark(#111, #f5f5f5));
      --_muted: var(--avatar-muted, light-dark(#5c5c5c, #a3a3a6));
      --_line: var(--avatar-line, light-dark(#e2e2e4, #2a2a2c));
      --_line-strong: var(--avatar-line-strong, light-dark(#858585, #77777b));
      --_radius: var(--avatar-radius, 10px);
      --_m: var(--avatar-radius-m, 8px);
      --_s: var(--avatar-radius-s, 6px);
    }
  `,
};
