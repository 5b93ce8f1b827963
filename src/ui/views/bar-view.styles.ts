import {css} from 'lit';

/** The bottom of the frame, and the bar of controls in it. What is read there has the visitor's own size, at least. */
export const barStyles = css`
  .bottom {
    font-size: inherit;
    --_spacing: var(--avatar-spacing, clamp(9.1px, 1.54cqi + 4.9px, 11.9px));
    position: absolute;
    inset: 0;
    display: flex;
    flex-direction: column;
    justify-content: flex-end;
    gap: calc(var(--_spacing) * 0.7);
    padding: var(--_spacing);
    pointer-events: none;
  }
  .bottom > * {
    pointer-events: auto;
  }
  .bar {
    /* Grows with the visitor's text size as far as the width has room for it: its buttons are in one line. */
    font-size: min(clamp(0.8125em, 2.2cqi + 0.4375em, 1.0625em), max(16px, 5cqi));
    position: relative;
    display: flex;
    align-items: flex-end;
    gap: calc(var(--_spacing) * 0.57);
    pointer-events: none;
  }
  .bar > * {
    pointer-events: auto;
    transition: opacity 0.25s;
  }
  /* Hidden controls let a press through, which brings them back. */
  .bar[data-idle] > :not(.composer) {
    opacity: 0;
    pointer-events: none;
  }
  .bar[data-listening][data-idle] > .mic {
    opacity: 1;
    pointer-events: auto;
  }
  .bar > .space {
    flex: 1;
    pointer-events: none;
  }
  .menu,
  .mic {
    display: flex;
    align-items: center;
    gap: 0.4em;
  }
  .mic {
    position: relative;
  }
  .round {
    position: relative;
    inline-size: 44px;
    block-size: 44px;
    flex: none;
    padding: 0;
    justify-content: center;
    color: #fff;
    background: rgb(10 12 20 / 66%);
    border: 1px solid rgb(255 255 255 / 38%);
    backdrop-filter: blur(6px);
  }
  .round:hover {
    background: rgb(10 12 20 / 88%);
  }
  .round[data-on] {
    color: #10131c;
    background: rgb(255 255 255 / 94%);
  }
`;
