import {css} from 'lit';

/** The views that cover the whole picture: progress, end and failure. */
export const backdropStyles = css`
  .backdrop {
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
  .backdrop p {
    margin: 0;
    max-inline-size: 34em;
    text-wrap: balance;
    font-weight: 600;
  }
  .backdrop slot {
    display: contents;
  }
  .steps {
    display: grid;
    gap: 0.45em;
    margin: 0;
    padding: 0;
    list-style: none;
    text-align: start;
  }
  .steps li {
    display: flex;
    align-items: center;
    gap: 0.7em;
    font-weight: 600;
  }
  .steps .ahead {
    font-weight: 400;
    color: rgb(255 255 255 / 78%);
  }
  .mark {
    display: grid;
    place-items: center;
    inline-size: 1.35em;
    block-size: 1.35em;
    flex: none;
    box-sizing: border-box;
    border: 0.16em solid rgb(255 255 255 / 45%);
    border-radius: 50%;
  }
  .mark svg {
    inline-size: 0.9em;
    block-size: 0.9em;
    stroke-width: 4;
  }
  .done .mark {
    color: #10131c;
    background: #fff;
    border-color: #fff;
  }
  .now .mark {
    border-block-start-color: #fff;
    animation: turn 0.9s linear infinite;
  }
  @keyframes turn {
    to {
      rotate: 1turn;
    }
  }
  @container (block-size < 15.6em) {
    .steps li:not(.now) {
      display: none;
    }
  }
  .backdrop details {
    max-inline-size: 34em;
    font-size: 0.82em;
    color: rgb(255 255 255 / 92%);
  }
  .backdrop details p {
    margin-block-start: 0.5em;
    font-weight: 400;
    text-wrap: pretty;
  }
  summary {
    display: inline-flex;
    align-items: center;
    min-block-size: 44px;
    box-sizing: border-box;
    padding: 0.2em 0.6em;
    border-radius: 0.5em;
    cursor: pointer;
    text-decoration: underline;
    text-underline-offset: 0.2em;
  }
  code {
    white-space: nowrap;
    opacity: 0.9;
  }
`;
