import {css} from 'lit';

/** The launcher in a corner of the window, and the panel that it opens. */
export const floatingStyles = css`
  :host {
    --_safe-start: env(safe-area-inset-left);
    --_safe-end: env(safe-area-inset-right);
    --_inline: max(var(--avatar-offset-inline, 20px), var(--_safe-end));
    --_block: max(var(--avatar-offset-block, 20px), env(safe-area-inset-bottom));
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
    overflow: visible;
    contain: none;
    border-radius: 0;
    background: none;
    box-shadow: none;
  }
  :host::before {
    content: none;
  }
  :host(:dir(rtl)) {
    --_safe-start: env(safe-area-inset-right);
    --_safe-end: env(safe-area-inset-left);
  }
  :host([hidden]) {
    display: none;
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
  .corner {
    position: relative;
    inline-size: 64px;
    block-size: 64px;
  }
  .launcher {
    inline-size: 64px;
    block-size: 64px;
    padding: 0;
    justify-content: center;
    overflow: hidden;
    color: var(--_on-accent);
    background: var(--_accent);
    border: 2px solid #fff;
    box-shadow: var(--avatar-shadow, 0 8px 28px rgb(0 0 0 / 35%));
  }
  .launcher:hover {
    filter: brightness(1.1);
  }
  .launcher svg {
    inline-size: 34px;
    block-size: 34px;
  }
  .launcher img {
    inline-size: 100%;
    block-size: 100%;
    object-fit: cover;
    object-position: var(--avatar-object-position, 50% 30%);
  }
  .hide {
    position: absolute;
    inset-block-start: -10px;
    inset-inline-end: -10px;
    inline-size: 26px;
    block-size: 26px;
    min-block-size: 26px;
    padding: 0;
    justify-content: center;
    color: #fff;
    background: rgb(10 12 20 / 82%);
    border: 1px solid rgb(255 255 255 / 55%);
  }
  /* The target of a finger is 44 px wide, as for every button. */
  .hide::before {
    content: '';
    position: absolute;
    inset: -9px;
  }
  .hide svg {
    inline-size: 14px;
    block-size: 14px;
  }
  .panel {
    /* The space below the panel: its offset, or a phone's keyboard. */
    --_below: max(var(--_block), var(--_keyboard, 0px) + 8px);
    display: flex;
    flex-direction: column;
    inline-size: min(var(--avatar-panel-width, 380px), 100vw - 2 * var(--_inline));
    block-size: min(
      var(--avatar-panel-height, 500px),
      100dvh - var(--_below) - max(8px, env(safe-area-inset-top))
    );
    margin-block-end: calc(var(--_below) - var(--_block));
    overflow: hidden;
    border-radius: var(--_radius);
    background: var(--_surface);
    box-shadow: var(--_shadow);
  }
  .panel[hidden] {
    display: none;
  }
  .panel > .frame {
    flex: 1;
  }
  .head {
    display: flex;
    align-items: center;
    flex: none;
    padding-inline-start: 16px;
  }
  .head strong {
    flex: 1;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .close {
    inline-size: 44px;
    padding: 0;
    flex: none;
    justify-content: center;
    color: inherit;
    background: none;
  }
  .close:hover {
    background: light-dark(rgb(0 0 0 / 8%), rgb(255 255 255 / 14%));
  }
  .panel[data-cramped] .head {
    display: none;
  }
  .panel[data-narrow] {
    --_block: 0px;
    --_below: var(--_keyboard, 0px);
    inline-size: 100%;
    block-size: min(100dvh - var(--_below) - env(safe-area-inset-top), 133vw);
    padding-block-end: env(safe-area-inset-bottom);
    box-sizing: border-box;
    border-end-start-radius: 0;
    border-end-end-radius: 0;
  }
  :host(:fullscreen) .floating {
    block-size: 100%;
  }
  :host(:fullscreen) .panel {
    inline-size: 100%;
    block-size: 100%;
    margin: 0;
    border-radius: 0;
  }
  :host(:fullscreen) .head {
    display: none;
  }
`;

/** At the top of the window. */
export const topStyles = css`
  :host {
    --_block: max(var(--avatar-offset-block, 20px), env(safe-area-inset-top));
    inset-block-end: auto;
    inset-block-start: var(--_block);
  }
`;

/** At the side where a line of text begins. */
export const startStyles = css`
  :host {
    --_inline: max(var(--avatar-offset-inline, 20px), var(--_safe-start));
    inset-inline-end: auto;
    inset-inline-start: var(--_inline);
  }
`;

/** The open panel takes the width of a narrow window. */
export const openNarrowStyles = css`
  :host {
    inset: auto 0 0;
  }
`;
