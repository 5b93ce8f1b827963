import {css} from 'lit';

/** The one notice between the picture and the controls. */
export const noticesStyles = css`
  .strip {
    flex: none;
    display: flex;
    align-items: center;
    gap: 8px;
    min-block-size: 44px;
    box-sizing: border-box;
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
