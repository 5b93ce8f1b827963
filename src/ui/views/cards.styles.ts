import {css} from 'lit';

/** The views of the panel that are one card: progress, end and failure. */
export const cardStyles = css`
  .cards {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 12px;
    padding: 16px 16px 12px;
  }
  .cards :is(h2, p) {
    margin: 0;
    overflow-wrap: anywhere;
  }
  .cards slot {
    display: contents;
  }
  h2 {
    font-size: max(18px, 1.125em);
    font-weight: 600;
    line-height: 1.333;
  }
  .muted,
  details {
    font-size: max(13px, 0.8125em);
    line-height: 1.385;
    color: var(--_muted);
  }
  .cards > p {
    font-size: max(15px, 0.9375em);
  }
  .track {
    block-size: 3px;
    border-radius: 2px;
    overflow: hidden;
    background: var(--_line);
  }
  /* Scaled, not widened: the browser needs no layout for that, and it connects while the line moves. */
  .track div {
    block-size: 100%;
    background: var(--_accent);
    transform-origin: 0 0;
    transition: scale 0.4s;
  }
  .track div:dir(rtl) {
    transform-origin: 100% 0;
  }
  .row {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: 8px;
  }
  .row > .muted {
    flex: 1 1 8em;
  }
  .actions {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
  }
  .actions > * {
    flex: 1 1 auto;
  }
  @container (inline-size >= 480px) {
    .actions > * {
      flex: none;
    }
  }
  details p {
    margin-block-start: 4px;
  }
  summary {
    inline-size: fit-content;
    min-block-size: 44px;
    box-sizing: border-box;
    border-radius: var(--_s);
  }
  code {
    font-size: 0.95em;
  }
`;
