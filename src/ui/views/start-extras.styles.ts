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
  .language {
    display: flex;
    align-items: center;
    flex-wrap: wrap;
    gap: 8px;
    font-size: max(14px, 0.875em);
    line-height: 1.43;
  }
  .language select {
    min-block-size: 44px;
    max-inline-size: 100%;
    box-sizing: border-box;
    padding: 4px 8px;
    font: inherit;
    color: inherit;
    background: var(--_surface);
    border: 1px solid var(--_line-strong, light-dark(#858a99, #737889));
    border-radius: var(--avatar-radius-s, 10px);
    cursor: pointer;
  }
  .language select:focus-visible {
    outline: 2px solid var(--_accent);
    outline-offset: 2px;
  }
  .suggestions {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
    margin: 0;
    padding: 0;
    list-style: none;
  }
  .strips .suggestions {
    flex-wrap: nowrap;
    overflow-x: auto;
    scrollbar-width: none;
    padding: 8px 12px 0;
  }
  .suggestions button {
    min-block-size: 40px;
    max-inline-size: 100%;
    padding: 4px 16px;
    font-size: max(14px, 0.875rem);
    font-weight: 500;
    text-align: start;
    color: var(--_text);
    background: none;
    border: 1px solid var(--avatar-line-strong, light-dark(#858a99, #737889)); /* the tokens come later */
  }
  .strips .suggestions button {
    white-space: nowrap;
  }
  .consent p {
    margin: 4px 0 0;
    font: inherit;
    font-weight: 600;
    color: inherit;
  }
  .earlier {
    text-align: start;
  }
  .earlier-head {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: 0 12px;
    font-size: max(15px, 0.9375em);
  }
  .earlier-head b {
    font-weight: 600;
  }
  .earlier-head button {
    min-block-size: 44px;
    margin-inline: -8px;
    padding: 4px 8px;
    font-size: max(13px, 0.8125em);
    font-weight: 500;
    color: var(--_muted);
    background: none;
    text-decoration: underline;
    text-underline-offset: 0.2em;
  }
  /* Reversed, the box shows its end first. */
  .earlier-lines {
    display: flex;
    flex-direction: column-reverse;
    max-block-size: 140px;
    overflow: auto;
    padding: 4px 12px;
    border: 1px solid var(--_line);
    border-radius: var(--avatar-radius-s, 10px);
  }
  .start .earlier-lines p {
    margin: 4px 0 8px;
    font: inherit;
    font-size: max(14px, 0.875em);
    line-height: 1.43;
    color: var(--_text);
    overflow-wrap: anywhere;
  }
  .earlier-lines b {
    display: block;
    font-size: 0.85em;
    font-weight: 500;
    color: var(--_muted);
  }
  .actions > :is(.consent, .language) {
    flex: 1 1 100%;
  }
`;
