import {css} from 'lit';

/** The one notice between the picture and the controls, above the questions that the visitor can press. */
export const noticesStyles = css`
  .strips {
    flex: none;
    min-inline-size: 0;
  }
  .strip {
    display: flex;
    align-items: center;
    gap: 8px;
    min-block-size: 44px;
    box-sizing: border-box;
    margin: 0;
    padding: 6px 16px;
    font-size: max(13px, 0.8125em);
    line-height: 1.385;
    background: color-mix(in oklab, var(--_accent) 10%, var(--_surface));
  }
  .strip.bad {
    background: color-mix(in oklab, var(--_danger) 12%, var(--_surface));
  }
  .strip > span,
  .strip > div,
  .strip p {
    flex: 1;
    margin: 0;
  }
  .strip > button {
    flex: none;
    margin-block: -6px;
    margin-inline-end: -12px;
    min-block-size: 44px;
  }
  .strip > .primary {
    margin: 0 -4px;
    padding-inline: 16px;
  }
`;
