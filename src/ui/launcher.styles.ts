import {css} from 'lit';

/** The launcher, the button that hides it, and the teaser. */
export const launcherStyles = css`
  .visually-hidden {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    margin: 0;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  .corner {
    position: relative;
    inline-size: fit-content;
    margin-inline-start: auto;
  }
  .launcher {
    inline-size: 60px;
    min-block-size: 60px;
    padding: 2px;
    justify-content: center;
    color: var(--_text);
    background: var(--_surface);
    border: 0;
    box-shadow: var(--_shadow);
  }
  .launcher:hover {
    background: color-mix(in oklab, var(--_surface) 94%, var(--_text));
  }
  .launcher[data-bare] {
    color: var(--_on-accent);
    background: var(--_accent);
  }
  .launcher[data-bare]:hover {
    background: color-mix(in oklab, var(--_accent) 88%, var(--_text));
  }
  .launcher svg {
    inline-size: 30px;
    block-size: 30px;
  }
  .corner[data-open] .launcher {
    inline-size: 48px;
    min-block-size: 48px;
  }
  .corner[data-open] svg {
    inline-size: 24px;
    block-size: 24px;
  }
  .portrait {
    inline-size: 56px;
    block-size: 56px;
    flex: none;
    border-radius: 50%;
    object-fit: cover;
    object-position: var(--avatar-object-position, 50% 22%);
    opacity: 1;
  }
  .launcher[data-pill] {
    inline-size: auto;
    max-inline-size: min(22em, 100vw - 2 * var(--_inline));
    min-block-size: 64px;
    padding: 4px 24px 4px 4px;
    padding-inline: 4px 24px;
    gap: 12px;
  }
  .invitation {
    display: grid;
    min-inline-size: 0;
    text-align: start;
  }
  .invitation > * {
    font-size: max(15px, 0.9375em);
    line-height: calc(20 / 15);
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .invitation small {
    color: var(--_muted);
    font-size: max(13px, 0.8125em);
    font-weight: 400;
    line-height: calc(16 / 13);
  }
  .hide {
    position: absolute;
    inset-block: -8px auto;
    inset-inline-end: -8px;
    inline-size: 24px;
    min-block-size: 24px;
    padding: 0;
    justify-content: center;
    color: var(--_text);
    background: var(--_surface);
    border: 1px solid var(--_line);
    opacity: 0;
    pointer-events: none;
    transition: opacity 0.12s;
  }
  .corner[data-teaser] .hide,
  .hide:focus-visible {
    opacity: 1;
    pointer-events: auto;
  }
  /* A finger has no hover, and its press would leave one behind. */
  @media (hover: hover) {
    .corner:hover .hide {
      opacity: 1;
      pointer-events: auto;
    }
  }
  /* The target of a finger is 44 px wide, as for every button. */
  .hide::before {
    content: '';
    position: absolute;
    inset: -11px;
  }
  .hide svg {
    inline-size: 12px;
    block-size: 12px;
  }
  .teaser {
    position: absolute;
    inset-block: auto calc(100% + 12px);
    inset-inline-end: 0;
    inline-size: max(280px, 17.5em);
    max-inline-size: calc(100vw - 2 * var(--_inline));
    border-radius: 16px;
    border-end-end-radius: 6px;
    background: var(--_surface);
    box-shadow: var(--_shadow);
    animation: teaser 0.2s cubic-bezier(0.2, 0.8, 0.2, 1);
  }
  .teaser-text {
    display: block;
    inline-size: 100%;
    padding-block: 13px;
    padding-inline: 16px 48px;
    border: 0;
    border-radius: inherit;
    text-align: start;
    color: var(--_text);
    background: none;
    font-size: max(15px, 0.9375em);
    font-weight: 400;
    line-height: calc(22 / 15);
  }
  .teaser-text span {
    display: -webkit-box;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 4;
    overflow: hidden;
    overflow-wrap: anywhere;
    text-align: start;
  }
  .teaser-close {
    position: absolute;
    inset-block-start: 2px;
    inset-inline-end: 2px;
    inline-size: 44px;
    min-block-size: 44px;
    padding: 0;
    justify-content: center;
    border: 0;
    color: var(--_muted);
    background: none;
  }
  .teaser-close:hover {
    color: var(--_text);
  }
  .teaser-close svg {
    inline-size: 18px;
    block-size: 18px;
  }
  @keyframes teaser {
    from {
      opacity: 0;
      translate: 0 8px;
    }
  }
  @media (prefers-reduced-motion: reduce) {
    .teaser {
      animation-duration: 0s;
    }
  }
  @media (forced-colors: active) {
    .teaser {
      border: 1px solid CanvasText;
    }
    .launcher {
      border: 1px solid ButtonText;
    }
  }
`;
