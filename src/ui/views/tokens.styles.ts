import {css} from 'lit';

/** The colours and sizes that the start card has no use for; those that it has are in the element's own styles. */
export const tokenStyles = css`
  :host {
    --_raised: var(--avatar-raised, light-dark(#f0f1f4, #23252d));
    --_line-strong: var(--avatar-line-strong, light-dark(#858a99, #737889));
    --_soft: var(--avatar-soft, color-mix(in oklab, var(--_accent) 14%, var(--_surface)));
    --_link: var(--avatar-link, var(--_accent));
    --_live: var(--avatar-live, light-dark(#1a7f4b, #5fd39a));
    --_danger: var(--avatar-danger, light-dark(#c22a3a, #ff8a94));
    --_glass: var(--avatar-glass, rgb(12 13 18 / 66%));
    --_m: var(--avatar-radius-m, 16px);
    --_s: var(--avatar-radius-s, 10px);
    --_gap: var(--avatar-spacing, 8px);
  }
  @supports (color: oklch(from red l c h)) {
    :host {
      --_link: var(
        --avatar-link,
        light-dark(oklch(from var(--_accent) min(l, 0.48) c h), oklch(from var(--_accent) max(l, 0.74) c h))
      );
    }
  }
`;
