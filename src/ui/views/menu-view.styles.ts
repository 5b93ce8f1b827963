import {css} from 'lit';

/** The settings, a view of the panel: one row for each. */
export const menuStyles = css`
  .menu,
  .devices {
    display: none;
    flex-direction: column;
    flex: 1;
    min-block-size: 0;
    overflow: auto;
    padding: 8px;
  }
  .menu[data-open],
  .devices {
    display: flex;
  }
  .menu .round,
  .device {
    inline-size: 100%;
    block-size: auto;
    min-block-size: 44px;
    flex: none;
    justify-content: flex-start;
    gap: 12px;
    padding: 8px 12px;
    border-radius: var(--_s);
    font-size: max(15px, 0.9375em);
    font-weight: 400;
    text-align: start;
    color: var(--_text);
    background: none;
  }
  .menu .round:hover,
  .device:hover {
    background: var(--_raised);
  }
  .menu .name {
    all: unset;
  }
  .menu .clock,
  .menu .volume {
    display: flex;
    align-items: center;
    flex: none;
    min-block-size: 44px;
    padding-inline: 12px;
    font-size: max(15px, 0.9375em);
    font-variant-numeric: tabular-nums;
  }
  .volume input {
    inline-size: 100%;
    block-size: 44px;
    margin: 0;
    accent-color: var(--_accent);
    cursor: pointer;
  }
  [data-layout='tile'] :is(.menu, .devices) {
    padding-block-start: 52px;
  }
`;
