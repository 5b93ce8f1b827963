import {css} from 'lit';

/** The panel on a phone: a sheet under a strip of the page, or, on a phone on its side, the whole window. */
export const sheetStyles = css`
  .panel:is([data-narrow], [data-low]) {
    position: fixed;
    inset: auto 0 var(--_keyboard, 0px);
    inline-size: 100%;
    transform-origin: 50% 100%;
  }
  /* In a layer that the page has chosen, or below a dialog of it, there is no backdrop. */
  .panel[data-narrow][open]:not(:modal) {
    box-shadow: 0 0 0 100vmax rgb(0 0 0 / 30%);
  }
  .panel::backdrop {
    background: rgb(0 0 0 / 30%);
    transition: inherit;
  }
  .panel:not([open])::backdrop {
    opacity: 0;
  }
  @starting-style {
    .panel[open]::backdrop {
      opacity: 0;
    }
  }
  .panel[data-narrow] {
    --_bottom: env(safe-area-inset-bottom);
    block-size: calc(100dvh - var(--_keyboard, 0px) - max(48px, env(safe-area-inset-top)));
    padding-block-end: env(safe-area-inset-bottom);
    border-end-start-radius: 0;
    border-end-end-radius: 0;
    translate: 0 var(--_drag, 0px);
  }
  .panel[data-narrow][data-cramped] {
    block-size: calc(100dvh - var(--_keyboard, 0px) - max(8px, env(safe-area-inset-top)));
  }
  .panel[data-dragging] {
    transition: none;
  }
  .panel[data-let-go] .who .let-go {
    display: block;
  }
  .panel[data-let-go] .who .status {
    display: none;
  }
  .panel[data-narrow]:not([open]) {
    translate: 0 100%;
    scale: none;
    opacity: 1;
  }
  @starting-style {
    .panel[data-narrow][open] {
      translate: 0 100%;
      scale: none;
      opacity: 1;
    }
  }
  /* While a keyboard leaves little room, the live picture is a round tile in the header. */
  .panel[data-narrow] .frame:is([data-view='conversation'], [data-view='settings']) .stage {
    flex-basis: max(200px, 36%);
  }
  .panel[data-typing] :is(.frame, .card) {
    overflow: visible;
  }
  .panel[data-typing] .frame:not([data-view='none']) .stage {
    position: absolute;
    inset-block-start: -48px;
    inset-inline-start: 12px;
    inline-size: 40px;
    block-size: 40px;
    min-block-size: 0;
    border-radius: 50%;
    aspect-ratio: 1;
  }
  .panel[data-typing]
    .frame:not([data-view='none'])
    .stage
    > :not(slot, video, canvas, .poster, .placeholder) {
    display: none;
  }
  .panel[data-typing][data-has-view] .head {
    padding-inline-start: 64px;
  }
  /* Side by side, from edge to edge. */
  .panel[data-low] {
    block-size: calc(100dvh - var(--_keyboard, 0px));
    border-radius: 0;
  }
  .panel[data-low] .head {
    position: absolute;
    inset-block-start: env(safe-area-inset-top);
    inset-inline-end: var(--_safe-end);
    z-index: 1;
    inline-size: calc(52% - var(--_safe-end));
    box-sizing: border-box;
    min-block-size: 48px;
  }
  .panel[data-low] .frame[data-view] .card {
    display: grid;
    grid-template: calc(48px + env(safe-area-inset-top)) minmax(0, 1fr) auto auto / 48% minmax(0, 1fr);
    padding-inline-end: var(--_safe-end);
    padding-block-end: env(safe-area-inset-bottom);
  }
  .panel[data-low] .frame .card > * {
    grid-column: 2;
  }
  .panel[data-low] .frame[data-view] .stage {
    grid-area: 1 / 1 / -1;
    aspect-ratio: auto;
    margin-block-end: calc(-1 * env(safe-area-inset-bottom));
  }
  .panel[data-low] .frame .panel-view {
    grid-row: 2;
    contain: none;
    border: 0;
  }
  .panel[data-low] .frame .strips {
    grid-row: 3;
  }
  .panel[data-low] .frame .footer {
    grid-row: 4;
  }
  .panel[data-low][data-cramped] .frame .card {
    grid-template-rows: 0 minmax(0, 1fr) auto auto;
  }
  :host(:fullscreen) .panel:is([data-narrow], [data-low]) {
    position: absolute;
    inset: 0;
    block-size: 100%;
    padding: 0;
  }
  @media (prefers-reduced-motion: reduce) {
    .panel[data-narrow],
    .panel[data-narrow]:not([open]) {
      translate: none;
    }
    .panel[data-narrow]:not([open]) {
      opacity: 0;
    }
    @starting-style {
      .panel[data-narrow][open] {
        translate: none;
        opacity: 0;
      }
    }
  }
`;
