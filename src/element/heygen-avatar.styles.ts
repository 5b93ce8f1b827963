import {css} from 'lit';

/** The card, its stage and the start card: all styles that a page loads before the visitor shows intent. */
export const styles = css`
  /* What the page's ancestors set for their text is not meant for the avatar's. What hides it, or takes no press, is. */
  :host {
    all: initial;
    visibility: inherit;
    pointer-events: inherit;
    interactivity: inherit;
    -webkit-locale: inherit; /* the language, in Chromium and WebKit */
    color-scheme: inherit;
    --_accent: var(--avatar-accent, light-dark(#3f3ad6, #a5a0ff));
    --_on-accent: var(--avatar-on-accent, light-dark(#fff, #16181f));
    --_canvas: var(--avatar-canvas, var(--avatar-background, light-dark(#f4f4f7, #0f1014)));
    --_surface: var(--avatar-surface, light-dark(#fff, #17181d));
    --_text: var(--avatar-text, light-dark(#16181f, #f1f2f6));
    --_muted: var(--avatar-muted, light-dark(#565b6b, #a9adbb));
    --_line: var(--avatar-line, light-dark(#e3e4ea, #2d2f38));
    --_radius: var(--avatar-radius, 20px);
    --_shadow: var(--avatar-shadow, 0 0 0 1px var(--_line), 0 1px 2px #0000000f, 0 12px 40px #00000029);
    --_small: max(13px, 0.8125em) / 1.4;
    display: flex;
    flex-direction: column;
    position: relative;
    box-sizing: border-box;
    inline-size: 100%;
    max-inline-size: 100%;
    overflow: hidden;
    border-radius: var(--_radius);
    background: var(--_surface);
    box-shadow: var(--_shadow);
    color: var(--_text);
    font: 400 medium/1.5 var(--avatar-font, system-ui, sans-serif);
    isolation: isolate;
    contain: layout paint;
  }
  @supports (color: oklch(from red l c h)) {
    :host {
      --_on-accent: var(--avatar-on-accent, oklch(from var(--_accent) clamp(0, (0.575 - l) * 1000, 1) 0 0));
    }
  }
  :host([hidden]),
  /* A server has sent the shadow root, and the script is still on its way. */
  :host([mode='floating' i]:not(:defined)) {
    display: none;
  }
  :host(:not(:defined)) {
    box-sizing: content-box;
    aspect-ratio: var(--avatar-aspect-ratio, 16 / 9);
    padding-block-end: 72px;
  }
  /* Where the page makes a box as wide as its content, as a dialog or a table does: the width that a video has there. */
  :host::before {
    content: '';
    inline-size: 300px;
  }
  .frame,
  .card {
    position: relative;
    display: flex;
    flex-direction: column;
    flex: 1 1 auto;
    min-block-size: 0;
  }
  .frame {
    container-type: inline-size;
  }
  /* In the flow and with its own shape, which it keeps where a page's reset has made the host inline. Where a page fixes the
     height, the stage shrinks first. */
  .stage {
    position: relative;
    flex: 1 999 auto;
    /* Where the page leaves less than the start button needs beside it, none. */
    min-block-size: clamp(0px, (100% - 130px) * 99, min(120px, 40%));
    aspect-ratio: var(--avatar-aspect-ratio, 16 / 9);
    overflow: hidden;
    background: radial-gradient(
      at 50% 40%,
      color-mix(in oklab, var(--_accent) 10%, var(--_canvas)),
      var(--_canvas) 75%
    );
  }
  .placeholder,
  .poster,
  video,
  /* A page's rules win over a shadow root's, and many set "height: auto" for every image. */
  ::slotted([slot='poster']) {
    position: absolute;
    inset: 0;
    inline-size: 100% !important;
    block-size: 100% !important;
    object-fit: var(--avatar-object-fit, cover);
    object-position: var(--avatar-object-position, 50% 30%);
  }
  .placeholder {
    display: grid;
    place-content: center;
    color: color-mix(in oklab, var(--_text) 6%, transparent);
  }
  b.placeholder {
    font-size: 64px;
    font-weight: 600;
    color: var(--_muted);
  }
  video {
    opacity: 0;
    transition: opacity 0.28s;
  }
  video.shown {
    opacity: 1;
  }
  .panel-view {
    flex: 0 1 auto;
    min-block-size: 0;
    overflow: auto;
  }
  .start {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 8px 16px;
    padding: 12px 16px;
  }
  .start > *,
  ::slotted([slot='explanation']) {
    flex: 1 1 100%;
    margin: 0;
  }
  .start p:not([role]),
  .start details,
  ::slotted([slot='explanation']) {
    font: 400 var(--_small) var(--avatar-font, system-ui, sans-serif);
    color: var(--_muted);
  }
  summary {
    padding-block: 12px;
    cursor: pointer;
  }
  @container (inline-size >= 480px) {
    .start > button {
      flex: none;
    }
    .start > [part='disclosure'] {
      flex: 1 1 10em;
    }
  }
  @container (inline-size < 200px) {
    .start {
      padding: 8px;
    }
    .start > button {
      padding-inline: 8px;
      font-size: max(13px, 0.8125em);
      overflow-wrap: anywhere;
    }
    .start > button svg {
      display: none;
    }
  }
  .badge {
    position: absolute;
    inset-block-end: 12px;
    inset-inline-start: 12px;
    padding: 3px 12px;
    border-radius: 99px;
    font: 500 var(--_small) var(--avatar-font, system-ui, sans-serif);
    color: #fff;
    background: rgb(12 13 18 / 66%);
  }
  @container (inline-size < 200px) {
    .badge {
      inset: auto auto 4px 4px;
      padding: 0 6px;
      font-size: 12px;
      line-height: 16px;
    }
  }
  button {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: 8px;
    min-block-size: 48px;
    padding: 4px 24px;
    border: 1px solid transparent;
    border-radius: 99px;
    font: inherit;
    font-weight: 600;
    cursor: pointer;
    transition:
      background-color 0.12s,
      scale 0.12s;
    -webkit-tap-highlight-color: transparent;
    touch-action: manipulation;
  }
  /* WebKit fires no click where what is pressed is replaced before the visitor lets go. */
  button > * {
    pointer-events: none;
  }
  button:active {
    scale: 0.97;
  }
  :focus-visible {
    outline: 2px solid var(--_accent);
    outline-offset: 2px;
  }
  .primary {
    color: var(--_on-accent);
    background: var(--_accent);
  }
  .primary:hover {
    background: color-mix(in oklab, var(--_accent) 88%, var(--_text));
  }
  button svg {
    inline-size: 1.25em;
    block-size: 1.25em;
    flex: none;
  }
  [aria-busy='true'] {
    cursor: progress;
  }
  /* Only what takes long is worth a spinner. */
  [aria-busy='true'] svg {
    box-sizing: border-box;
    border: 2px solid transparent;
    border-radius: 50%;
    animation:
      busy 0s 0.4s forwards,
      turn 0.9s 0.4s linear infinite;
  }
  @keyframes busy {
    to {
      border-color: currentColor currentColor transparent;
      fill: none;
    }
  }
  @keyframes turn {
    to {
      rotate: 1turn;
    }
  }
  @media (prefers-reduced-motion: reduce) {
    video,
    button {
      transition: none;
    }
    [aria-busy='true'] svg {
      animation: busy 0s 0.4s forwards;
    }
  }
  @media (forced-colors: active) {
    :host {
      border: 1px solid CanvasText;
    }
    button {
      border-color: ButtonText;
      forced-color-adjust: auto;
    }
  }
`;

/** The host without a box: a floating avatar has its place in the corner, and until its code is loaded none at all. */
export const hiddenStyles = css`
  :host {
    display: none;
  }
`;

/** The page shows behind an avatar without its screen. */
export const chromaStyles = css`
  :host {
    background: none;
    box-shadow: none;
  }
  .stage {
    background: none;
  }
  :is(.panel-view, .footer) {
    border-radius: var(--_radius);
    background: var(--_surface);
  }
`;
