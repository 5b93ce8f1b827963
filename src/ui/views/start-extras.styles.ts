import {css} from 'lit';

/** What stands above the start button. */
export const extrasStyles = css`
  .consent {
    box-sizing: border-box;
    font-size: max(14px, 0.875em);
    line-height: 1.43;
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
  .consent p {
    margin: 4px 0 0;
    font: inherit;
    font-weight: 600;
    color: inherit;
  }
  .actions > .consent {
    flex: 1 1 100%;
  }
`;
