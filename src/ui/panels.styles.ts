import {css} from 'lit';

/** Styles of the panels; the element's own have the frame and the start button. */
export const panelStyles = css`
  .veil {
    position: absolute;
    inset: 0;
    display: flex;
    flex-direction: column;
    align-items: center;
    justify-content: safe center;
    gap: 0.9em;
    padding: 1em;
    overflow: auto;
    text-align: center;
    color: #fff;
    background: rgb(10 12 20 / 72%);
    backdrop-filter: blur(6px);
  }
  .veil p {
    margin: 0;
    max-inline-size: 34em;
    text-wrap: balance;
    font-weight: 600;
  }
  .spinner {
    inline-size: 2.4em;
    block-size: 2.4em;
    flex: none;
    border: 0.25em solid rgb(255 255 255 / 30%);
    border-block-start-color: #fff;
    border-radius: 50%;
    animation: turn 0.9s linear infinite;
  }
  @keyframes turn {
    to {
      rotate: 1turn;
    }
  }
  .quiet {
    color: #fff;
    background: rgb(255 255 255 / 14%);
    border: 1px solid rgb(255 255 255 / 45%);
  }
  .quiet:hover {
    background: rgb(255 255 255 / 26%);
  }
  details {
    max-inline-size: 34em;
    font-size: 0.82em;
    color: rgb(255 255 255 / 88%);
  }
  .veil details p {
    margin-block-start: 0.5em;
    font-weight: 400;
    text-wrap: pretty;
  }
  summary {
    display: inline-flex;
    align-items: center;
    min-block-size: 24px;
    padding: 0.2em 0.6em;
    border-radius: 0.5em;
    cursor: pointer;
    text-decoration: underline;
    text-underline-offset: 0.2em;
  }
  code {
    white-space: nowrap;
    opacity: 0.85;
  }
  .controls {
    position: absolute;
    inset-block-end: 0.75em;
    inset-inline-end: 0.75em;
    display: flex;
    gap: 0.5em;
  }
  .round {
    inline-size: 44px;
    block-size: 44px;
    padding: 0;
    justify-content: center;
    color: #fff;
    background: rgb(10 12 20 / 62%);
    border: 1px solid rgb(255 255 255 / 35%);
    backdrop-filter: blur(6px);
  }
  .round:hover {
    background: rgb(10 12 20 / 85%);
  }
  .unlock {
    position: absolute;
    inset: 0;
    margin: auto;
    inline-size: fit-content;
    block-size: fit-content;
    color: #10131c;
    background: #fff;
    box-shadow: 0 6px 24px rgb(0 0 0 / 35%);
  }
  .banner {
    position: absolute;
    inset-block-start: 0.75em;
    margin: 0;
    padding: 0.25em 0.8em;
    border-radius: 99px;
    font-size: 0.85em;
    font-weight: 600;
    color: #fff;
    background: rgb(10 12 20 / 72%);
  }
  .banner {
    inset-inline: 0;
    margin-inline: auto;
    inline-size: fit-content;
  }
  @media (prefers-reduced-motion: reduce) {
    .spinner {
      animation-duration: 3s;
    }
  }
`;
