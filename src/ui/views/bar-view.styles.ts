import {css} from 'lit';

/** The bottom of the frame, and the bar of controls in it. */
export const barStyles = css`
  .bottom {
    position: absolute;
    inset: 0;
    display: flex;
    flex-direction: column;
    justify-content: flex-end;
    gap: calc(var(--avatar-spacing, 0.7em) * 0.7);
    padding: var(--avatar-spacing, 0.7em);
    pointer-events: none;
  }
  .bottom > * {
    pointer-events: auto;
  }
  .bar {
    position: relative;
    display: flex;
    align-items: flex-end;
    gap: calc(var(--avatar-spacing, 0.7em) * 0.57);
    pointer-events: none;
  }
  .bar > * {
    pointer-events: auto;
    transition: opacity 0.25s;
  }
  /* Hidden controls let a press through, which brings them back. A visitor with a keyboard always sees the focus. */
  .bar[data-idle]:not(:has(:is(button, input):focus-visible)) > :not(.composer) {
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
