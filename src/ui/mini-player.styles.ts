import {css} from 'lit';

/** The picture alone in a corner of the window. These styles apply only while it is there. */
export const miniPlayerStyles = css`
  :host {
    contain: none;
    isolation: auto;
    overflow: visible;
  }
  .frame[data-mini] {
    --_safe-start: env(safe-area-inset-left);
    --_safe-end: env(safe-area-inset-right);
    pointer-events: auto; /* whatever a library for dialogs has set for the page */
    position: fixed;
    inset: auto;
    z-index: var(--avatar-z-index, 2147483000);
    /* 168 px; on a phone, 120. */
    inline-size: var(--avatar-mini-width, clamp(120px, (100vw - 480px) * 999, 168px));
    max-block-size: 50vh;
    block-size: auto;
    aspect-ratio: 3 / 4;
    margin: 0;
    padding: 0;
    border: 0;
    overflow: hidden;
    color: inherit;
    border-radius: var(--_radius);
    background: var(--_canvas);
    box-shadow: var(--_shadow);
  }
  :host(:dir(rtl)) .frame[data-mini] {
    --_safe-start: env(safe-area-inset-right);
    --_safe-end: env(safe-area-inset-left);
  }
  .frame[data-corner^='bottom'] {
    inset-block-end: max(var(--avatar-offset-block, 20px), env(safe-area-inset-bottom));
  }
  .frame[data-corner^='top'] {
    inset-block-start: max(var(--avatar-offset-block, 20px), env(safe-area-inset-top));
  }
  .frame[data-corner$='end'] {
    inset-inline-end: max(var(--avatar-offset-inline, 20px), var(--_safe-end));
  }
  .frame[data-corner$='start'] {
    inset-inline-start: max(var(--avatar-offset-inline, 20px), var(--_safe-start));
  }
  .frame[data-mini][data-view] .card {
    display: flex;
    block-size: 100%;
    min-block-size: 0;
  }
  .frame[data-mini][data-view] .stage {
    flex: 1 1 0;
    min-block-size: 0;
    aspect-ratio: auto;
  }
  /* A text box that has the focus keeps it, and what the visitor types. */
  .frame[data-mini] :is(.panel-view, .footer) {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    overflow: hidden;
    clip-path: inset(50%);
  }
  .frame[data-mini] :is(.panel-view, .footer):not(:focus-within) {
    display: none;
  }
  .frame[data-mini] .card > :is(.caption, .under),
  .frame[data-mini] .stage > :not(slot, video, canvas, .poster, .placeholder, .mini) {
    display: none;
  }
  .mini-back {
    position: absolute;
    inset: 0;
    inline-size: 100%;
    padding: 0;
    border: 0;
    border-radius: inherit;
    background: none;
    cursor: pointer;
    touch-action: none;
    scale: none;
  }
  .mini > :not(.mini-back) {
    position: absolute;
    inline-size: 36px;
    min-block-size: 36px;
    padding: 0;
    justify-content: center;
    border: 0;
    color: #fff;
    background: rgb(12 13 18 / 66%);
    opacity: 0;
    transition: opacity 0.12s;
  }
  .mini > :not(.mini-back)::before {
    content: '';
    position: absolute;
    inset: -4px;
  }
  .mini > :not(.mini-back):hover {
    background: rgb(12 13 18 / 82%);
  }
  .mini[data-awake] > *,
  .mini:focus-within > :not(.mini-back) {
    opacity: 1;
  }
  /* Where a finger has tapped last, a phone says that it hovers. */
  @media (hover: hover) {
    .frame[data-mini]:hover .mini > :not(.mini-back) {
      opacity: 1;
    }
  }
  .mini svg {
    inline-size: 20px;
    block-size: 20px;
  }
  .mini > .mini-move {
    inset-block-start: 8px;
    inset-inline-start: 8px;
    touch-action: none;
  }
  .mini > .mini-close {
    inset-block-start: 8px;
    inset-inline-end: 8px;
  }
  .mini > .mini-microphone {
    inset-block-end: 8px;
    inset-inline-start: 8px;
  }
  .mini > .mini-stop {
    inset-block-end: 8px;
    inset-inline-end: 8px;
    background: #c22a3a;
  }
  .mini :focus-visible,
  .frame[data-mini]:has(:is(.panel-view, .footer):focus-within) .mini-back {
    outline: 2px solid #fff;
    outline-offset: -4px;
    box-shadow: inset 0 0 0 6px #10131c;
  }
  @media (forced-colors: active) {
    .frame[data-mini] {
      border: 1px solid CanvasText;
    }
  }
`;
