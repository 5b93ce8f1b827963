import {css} from 'lit';

/** The frame in a corner of the window. These styles apply only while it is there. */
export const miniPlayerStyles = css`
  :host {
    contain: none;
    isolation: auto;
    overflow: visible;
  }
  .frame[data-mini] {
    --_safe-end: env(safe-area-inset-right);
    pointer-events: auto; /* whatever a library for dialogs has set for the page */
    position: fixed;
    inset: auto;
    inset-block-end: max(var(--avatar-offset-block, 20px), env(safe-area-inset-bottom));
    inset-inline-end: max(var(--avatar-offset-inline, 20px), var(--_safe-end));
    z-index: var(--avatar-z-index, 2147483000);
    inline-size: min(var(--avatar-mini-width, min(320px, 60vw)), 50vh * var(--_ratio));
    block-size: auto;
    aspect-ratio: var(--_ratio);
    margin: 0;
    padding: 0;
    border: 0;
    overflow: hidden;
    color: inherit;
    border-radius: var(--_radius);
    background: var(--_canvas);
    box-shadow: var(--avatar-shadow, 0 12px 40px rgb(0 0 0 / 35%));
  }
  :host(:dir(rtl)) .frame[data-mini] {
    --_safe-end: env(safe-area-inset-left);
  }
  .mini {
    position: absolute;
    inset-block-start: 8px;
    inset-inline-end: 8px;
    z-index: 2;
    display: flex;
    gap: 6px;
  }
  /* The mini player has room for the urgent controls only. */
  .frame[data-mini] :is(.composer, .panel-view, .more, .chip):not(:focus-within) {
    display: none;
  }
  .frame[data-mini] .card {
    min-block-size: 0;
  }
`;
