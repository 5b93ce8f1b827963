import {css} from 'lit';

/** What stands above the start button. */
export const extrasStyles = css`
  .consent {
    box-sizing: border-box;
    max-inline-size: 34em;
    padding: 0.5em 0.9em;
    border-radius: 0.7em;
    background: light-dark(rgb(255 255 255 / 92%), rgb(10 12 20 / 90%));
    color: light-dark(#1c2030, #f2f3f8);
    font-size: max(14px, 0.875rem);
    line-height: 20px;
    text-align: start;
  }
  .consent label {
    display: flex;
    align-items: center;
    gap: 0.7em;
    min-block-size: 44px;
    cursor: pointer;
  }
  .consent input {
    flex: none;
    inline-size: 22px;
    block-size: 22px;
    margin: 0;
    accent-color: var(--_accent);
  }
  .consent input:focus-visible {
    outline: 2px solid var(--_accent);
    outline-offset: 2px;
  }
  .start .consent p {
    margin: 0.3em 0 0;
    padding: 0;
    background: none;
    font-size: inherit;
    font-weight: 600;
  }
`;
