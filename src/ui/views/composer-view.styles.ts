import {css} from 'lit';

/** The text box. */
export const composerStyles = css`
  .composer {
    display: flex;
    align-items: flex-end;
    flex: 1;
    min-inline-size: 0;
    margin: 0;
    border-radius: 22px;
    color: light-dark(#1c2030, #f2f3f8);
    background: light-dark(#fff, #1b1f2d);
    border: 1px solid light-dark(#767e98, #8b93ad);
    box-shadow: 0 4px 16px rgb(0 0 0 / 25%);
  }
  .composer:focus-within {
    outline: 3px solid #fff;
    outline-offset: 1px;
    box-shadow: 0 0 0 6px #10131c;
  }
  textarea {
    flex: 1;
    min-inline-size: 0;
    box-sizing: border-box;
    margin: 0;
    padding: 9px 0 9px;
    padding-inline-start: 16px;
    border: 0;
    outline: 0;
    resize: none;
    field-sizing: content;
    max-block-size: 7em;
    color: inherit;
    background: none;
    font: inherit;
    font-size: max(16px, 1em);
    line-height: max(24px, 1.4em);
  }
  /* The hint follows the direction of the page; dir="auto" knows none for an empty box. */
  textarea:placeholder-shown {
    direction: inherit;
  }
  textarea::placeholder {
    white-space: nowrap;
    color: light-dark(#5a6178, #b3b9cd);
    opacity: 1;
  }
  .send {
    inline-size: 44px;
    margin: -1px; /* covers the border of the box */
    flex: none;
    padding: 0;
    justify-content: center;
    color: light-dark(#4338ca, #c7c4ff);
    background: none;
  }
  .send:hover {
    background: light-dark(rgb(79 70 229 / 12%), rgb(255 255 255 / 12%));
  }
  @container (inline-size < 32.5em) {
    textarea:placeholder-shown + .send {
      display: none;
    }
  }
`;
