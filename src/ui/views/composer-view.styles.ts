import {css} from 'lit';

/** The text box. */
export const composerStyles = css`
  .composer {
    display: flex;
    align-items: flex-end;
    flex: 1;
    min-inline-size: 0;
    min-block-size: 48px;
    box-sizing: border-box;
    margin: 0;
    border-radius: calc(var(--_control) / 2);
    background: var(--_surface);
    border: 1px solid var(--_line-strong);
  }
  @container (inline-size < 200px) {
    .frame:not([data-mini]) .footer > .composer {
      display: none;
    }
  }
  @container (inline-size < 300px) {
    .composer textarea {
      padding-inline-start: 10px;
    }
  }
  .composer:focus-within {
    border-color: var(--_accent);
    box-shadow: inset 0 0 0 1px var(--_accent);
  }
  textarea {
    flex: 1;
    min-inline-size: 0;
    box-sizing: border-box;
    margin: 0;
    padding: 11px 0;
    padding-inline-start: 16px;
    border: 0;
    outline: 0;
    resize: none;
    field-sizing: content;
    max-block-size: calc(6em + 22px);
    color: inherit;
    background: none;
    font: inherit;
    font-size: max(16px, 1em);
  }
  textarea:focus-visible {
    outline: 0;
  }
  /* The hint follows the direction of the page; dir="auto" knows none for an empty box. */
  textarea:placeholder-shown {
    direction: inherit;
  }
  textarea::placeholder {
    /* In a narrow card, and in one with large text, the hint is smaller rather than cut off. */
    font-size: min(1em, 5.5cqi);
    line-height: 1lh;
    white-space: nowrap;
    color: var(--_muted);
    opacity: 1;
  }
  .composer button {
    inline-size: calc(var(--_control) - 4px);
    block-size: calc(var(--_control) - 4px);
    min-block-size: 44px;
    margin: 1px;
    flex: none;
    padding: 0;
    border: 2px solid transparent;
    background-clip: padding-box;
    color: var(--_on-accent);
    background-color: var(--_accent);
  }
  .composer button:not([aria-disabled='true']):hover {
    background-color: color-mix(in oklab, var(--_accent) 88%, var(--_text));
  }
  .composer textarea:placeholder-shown + .send {
    color: var(--_muted);
    background-color: var(--_line);
  }
`;
