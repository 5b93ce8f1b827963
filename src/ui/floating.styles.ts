import {css} from 'lit';

/** The place in a corner of the window, and the panel that the launcher opens. */
export const floatingStyles = css`
  :host {
    --_safe-start: env(safe-area-inset-left);
    --_safe-end: env(safe-area-inset-right);
    --_inline: max(var(--avatar-offset-inline, 20px), var(--_safe-end));
    --_block: max(var(--avatar-offset-block, 20px), env(safe-area-inset-bottom));
    --_from-x: 100%;
    --_from-y: 100%;
    display: block;
    /* Libraries for dialogs set "none" for the whole page while one is open, also for the avatar inside or above it. */
    pointer-events: auto;
    position: fixed;
    inset: auto;
    inset-block-end: var(--_block);
    inset-inline-end: var(--_inline);
    z-index: var(--avatar-z-index, 2147483000);
    inline-size: auto;
    max-inline-size: none;
    aspect-ratio: auto;
    overflow: visible;
    contain: none;
    border: 0;
    border-radius: 0;
    background: none;
    box-shadow: none;
  }
  :host(:dir(rtl)) {
    --_safe-start: env(safe-area-inset-right);
    --_safe-end: env(safe-area-inset-left);
    --_from-x: 0%;
  }
  :host([hidden]),
  :host::before {
    display: none;
  }
  /* It has a size also while nothing is in the corner: what lies in the top layer watches whether it is rendered. */
  .floating {
    min-inline-size: 1px;
    min-block-size: 1px;
  }
  /* In the top layer, at the host's place, without the browser's own styles for a popover. */
  .floating:popover-open {
    position: fixed;
    inset: inherit;
    inline-size: auto;
    block-size: auto;
    margin: 0;
    padding: 0;
    border: 0;
    overflow: visible;
    color: inherit;
    background: none;
  }
  .panel {
    --_lift: 0px;
    /* The space below the panel: its offset and the launcher, or a phone's keyboard. */
    --_below: max(var(--_block) + var(--_lift), var(--_keyboard, 0px) + 8px);
    display: flex;
    flex-direction: column;
    position: absolute;
    inset: auto;
    inset-block-end: calc(var(--_below) - var(--_block));
    inset-inline-end: 0;
    inline-size: min(var(--avatar-panel-width, 400px), 100vw - 2 * var(--_inline));
    block-size: min(
      var(--avatar-panel-height, 660px),
      100dvh - var(--_below) - max(20px, env(safe-area-inset-top))
    );
    max-inline-size: none;
    max-block-size: none;
    box-sizing: border-box;
    margin: 0;
    padding: 0;
    border: 0;
    overflow: hidden;
    overscroll-behavior: contain;
    border-radius: var(--_radius);
    color: var(--_text);
    background: var(--_surface);
    box-shadow: var(--_shadow);
    transform-origin: var(--_from-x) var(--_from-y);
    transition-property: opacity, translate, scale, display, overlay;
    transition-duration: 0.24s;
    transition-timing-function: cubic-bezier(0.2, 0.8, 0.2, 1);
    transition-behavior: allow-discrete;
  }
  .panel[data-raised] {
    --_lift: 60px;
  }
  .panel[data-expanded] {
    inline-size: min(880px, 100vw - 2 * var(--_inline));
  }
  .panel:not([open]) {
    display: none;
    pointer-events: none;
    opacity: 0;
    translate: 0 12px;
    scale: 0.96;
    transition-duration: 0.16s;
    transition-timing-function: cubic-bezier(0.4, 0, 1, 1);
  }
  @starting-style {
    .panel[open] {
      opacity: 0;
      translate: 0 12px;
      scale: 0.96;
    }
  }
  .panel > .frame {
    flex: 1;
  }
  /* The stage has all that the panel's view leaves, and less than half of it beside what is read. */
  .panel .frame[data-view] .card {
    min-block-size: 0;
  }
  .panel .frame .stage {
    flex: 1 1 0;
    min-block-size: 0;
    aspect-ratio: auto;
  }
  .panel .frame:is([data-view='conversation'], [data-view='settings']) .stage {
    flex: 0 0 42%;
  }
  .panel .frame:is([data-view='conversation'], [data-view='settings']) .panel-view {
    flex: 1 1 0;
  }
  .head {
    display: flex;
    align-items: center;
    flex: none;
    min-block-size: 56px;
    padding-inline: 16px 6px;
    touch-action: none;
    user-select: none; /* a swipe selects nothing */
    -webkit-user-select: none;
  }
  .who {
    order: -1;
    flex: 1;
    display: grid;
    min-inline-size: 0;
    padding-block: 8px;
  }
  .who > *,
  .doing {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .who span {
    color: var(--_muted);
    font-size: max(13px, 0.8125em);
    line-height: calc(16 / 13);
  }
  .who span span {
    font-size: inherit;
  }
  .who .status {
    display: flex;
    align-items: center;
    gap: 6px;
  }
  .who strong {
    color: var(--_text);
    font-size: max(15px, 0.9375em);
    font-weight: 600;
    line-height: calc(20 / 15);
    outline: none;
  }
  .status i {
    flex: none;
    inline-size: 8px;
    block-size: 8px;
    border-radius: 50%;
    background: light-dark(#1a7f4b, #5fd39a);
  }
  .who .let-go {
    display: none;
  }
  .head-buttons {
    display: flex;
    flex: none;
  }
  .head :is(.head-button, .more) {
    inline-size: 44px;
    min-block-size: 44px;
    padding: 0;
    justify-content: center;
    color: inherit;
    background: none;
  }
  .head :is(.head-button, .more):hover {
    background: color-mix(in srgb, currentColor 8%, transparent);
  }
  .head svg {
    inline-size: 20px;
    block-size: 20px;
  }
  .panel[data-cramped] .head {
    display: none;
  }
  :host(:fullscreen) :is(.floating, .panel) {
    position: absolute;
    inset: 0;
    inline-size: 100%;
    block-size: 100%;
    border-radius: 0;
  }
  :host(:fullscreen) :is(.head, .corner) {
    display: none;
  }
  @media (prefers-reduced-motion: reduce) {
    .panel,
    .panel:not([open]) {
      translate: none;
      scale: none;
      transition-property: opacity, display, overlay;
      transition-duration: 0.08s;
    }
  }
  @media (forced-colors: active) {
    .panel {
      border: 1px solid CanvasText;
    }
    .status i {
      forced-color-adjust: none;
      background: CanvasText;
    }
  }
`;

/** At the top of the window. */
export const topStyles = css`
  :host {
    --_block: max(var(--avatar-offset-block, 20px), env(safe-area-inset-top));
    --_from-y: 0%;
    inset-block-end: auto;
    inset-block-start: var(--_block);
  }
  .panel {
    inset-block: var(--_lift) auto;
    block-size: min(
      var(--avatar-panel-height, 660px),
      100dvh - var(--_block) - var(--_lift) - max(
          20px,
          env(safe-area-inset-bottom),
          var(--_keyboard, 0px) + 8px
        )
    );
  }
  .teaser {
    inset-block: calc(100% + 12px) auto;
    border-radius: 16px;
    border-start-end-radius: 6px;
  }
  .hide {
    inset-block: auto -8px;
  }
`;

/** At the side where a line of text begins. */
export const startStyles = css`
  :host {
    --_inline: max(var(--avatar-offset-inline, 20px), var(--_safe-start));
    inset-inline-end: auto;
    inset-inline-start: var(--_inline);
    --_from-x: 0%;
  }
  :host(:dir(rtl)) {
    --_from-x: 100%;
  }
  .panel {
    inset-inline: 0 auto;
  }
  .corner {
    margin-inline: 0 auto;
  }
  .teaser {
    inset-inline: 0 auto;
  }
`;
