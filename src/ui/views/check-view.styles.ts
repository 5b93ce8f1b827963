import {css} from 'lit';

/** The connection check, in the settings and under a failure. */
export const checkStyles = css`
  .check {
    display: grid;
    justify-items: start;
    gap: 12px;
    padding: 4px 12px 12px;
    font-size: max(15px, 0.9375em);
    line-height: 1.4;
  }
  .cards .check {
    padding: 0;
  }
  .check ul {
    display: grid;
    gap: 12px;
    margin: 0;
    padding: 0;
    list-style: none;
  }
  .check li {
    display: flex;
    gap: 12px;
  }
  .check li > :first-child {
    flex: none;
    inline-size: 20px;
    block-size: 20px;
    margin-block-start: 1px;
  }
  .check li > .spinner {
    inline-size: 20px;
    block-size: 20px;
  }
  .check b {
    display: block;
    font-weight: 600;
  }
  .check li > span > span {
    color: var(--_muted);
  }
  .check [data-verdict='fine'] svg {
    color: var(--_live);
  }
  .check :is([data-verdict='bad'], [data-verdict='warning']) svg {
    color: var(--_danger);
  }
  .check :is([data-verdict='bad'], [data-verdict='warning']) > span > span {
    color: var(--_text);
  }
  .check [data-verdict='unknown'] svg {
    color: var(--_muted);
  }
`;
