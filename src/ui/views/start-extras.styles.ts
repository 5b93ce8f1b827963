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
  .suggestions {
    display: flex;
    flex-wrap: wrap;
    justify-content: center;
    gap: 8px;
    margin: 0;
    padding: 0;
    list-style: none;
  }
  .bottom .suggestions {
    flex-wrap: nowrap;
    justify-content: safe center;
    overflow-x: auto;
    padding-block: 4px;
  }
  .suggestions button {
    min-block-size: 40px;
    max-inline-size: 100%;
    padding: 0.3em 1em;
    font-size: max(14px, 0.875rem);
    font-weight: 500;
    text-align: start;
    color: light-dark(#1c2030, #f2f3f8);
    background: light-dark(rgb(255 255 255 / 92%), rgb(10 12 20 / 90%));
    border: 1px solid light-dark(#858a99, #737889);
  }
  .bottom .suggestions button {
    white-space: nowrap;
  }
  .start .consent p {
    margin: 0.3em 0 0;
    padding: 0;
    background: none;
    font-size: inherit;
    font-weight: 600;
  }
`;
