import {css} from 'lit';

/** Messages over the picture while the conversation goes on. */
export const noticesStyles = css`
  .unlock {
    position: absolute;
    inset: 0;
    margin: auto;
    inline-size: fit-content;
    block-size: fit-content;
    z-index: 1;
    color: #10131c;
    background: #fff;
    box-shadow: 0 6px 24px rgb(0 0 0 / 35%);
  }
  .notices {
    position: absolute;
    inset-block-start: 0.75em;
    inset-inline: 0.75em;
    z-index: 1;
    display: grid;
    justify-items: center;
    gap: 0.5em;
    pointer-events: none;
  }
  .banner {
    margin: 0;
    padding: 0.35em 0.9em;
    border-radius: 18px;
    font-size: 0.88em;
    font-weight: 600;
    color: #fff;
    background: rgb(10 12 20 / 86%);
    pointer-events: auto;
  }
  .notice {
    display: flex;
    align-items: center;
    gap: 0.4em;
    padding-block: 0;
    padding-inline-end: 0;
  }
  .notice .bare {
    flex: none;
  }
  .question {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: center;
    gap: 0.4em 0.8em;
    padding: 0.6em 0.9em;
  }
`;
