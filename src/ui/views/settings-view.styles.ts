import {css} from 'lit';

/** The settings, a view of the panel: one row for each, and the lists that open from there. */
export const settingsStyles = css`
  .menu,
  .devices {
    display: none;
    flex-direction: column;
    flex: 1;
    min-block-size: 0;
    overflow: auto;
    overscroll-behavior: contain;
    padding: 0 8px 20px;
    scroll-padding-block: 56px 24px;
    /* What goes on below fades: the visitor sees that there is more. */
    mask-image: linear-gradient(to top, transparent, #000 20px);
  }
  .menu[data-open],
  .devices {
    display: flex;
  }
  .menu > ::slotted(*) {
    margin: 8px 12px;
  }
  .title-row {
    position: sticky;
    inset-block-start: 0;
    z-index: 1;
    display: flex;
    align-items: center;
    flex: none;
    gap: 4px;
    min-block-size: 52px;
    background: var(--_surface);
  }
  [data-layout='tile'] .title-row {
    padding-inline-start: 56px;
  }
  .title-row h2 {
    margin: 0;
    font-size: max(15px, 0.9375em);
    font-weight: 600;
    line-height: 1.333;
  }
  .title-row svg,
  .next svg {
    display: block;
  }
  .title-row svg:dir(rtl),
  .next svg:dir(rtl) {
    transform: scaleX(-1);
  }
  .menu .row,
  .devices .row {
    display: flex;
    align-items: center;
    justify-content: flex-start;
    flex: none;
    flex-wrap: nowrap;
    gap: 12px;
    inline-size: 100%;
    min-block-size: 44px;
    box-sizing: border-box;
    padding: 4px 12px;
    border-radius: var(--_s);
    font-size: max(15px, 0.9375em);
    font-weight: 400;
    line-height: 1.333;
    text-align: start;
    color: var(--_text);
    background: none;
  }
  /* A button's edge is a pixel wide. */
  .menu div.row {
    padding-inline: 13px;
  }
  button.row:hover {
    background: var(--_raised);
  }
  /* Those of buttons have their size; not every row is one. */
  .row > svg {
    flex: none;
    inline-size: 20px;
    block-size: 20px;
  }
  .row .label {
    flex: 1 1 auto;
    min-inline-size: 0;
    overflow-wrap: anywhere;
  }
  .row .value {
    flex: 0 1 auto;
    min-inline-size: 0;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
    color: var(--_muted);
    font-variant-numeric: tabular-nums;
  }
  .row .value[part='clock'] {
    display: grid;
    align-items: center;
    min-block-size: 36px;
    color: var(--_text);
  }
  .next {
    flex: none;
    margin-inline: -8px -4px;
    color: var(--_muted);
  }
  .switch {
    flex: none;
    box-sizing: border-box;
    inline-size: 40px;
    block-size: 24px;
    padding: 2px;
    border: 2px solid var(--_line-strong);
    border-radius: 12px;
    transition:
      background 0.12s,
      border-color 0.12s;
  }
  .switch::before {
    content: '';
    display: block;
    inline-size: 16px;
    block-size: 16px;
    border-radius: 50%;
    background: var(--_line-strong);
  }
  [aria-checked='true'] > .switch {
    justify-items: end;
    display: grid;
    border-color: var(--_accent);
    background: var(--_accent);
  }
  [aria-checked='true'] > .switch::before {
    background: var(--_on-accent);
  }
  .menu div.volume {
    flex-wrap: wrap;
    padding-inline-start: 1px;
  }
  .volume .bare {
    flex: none;
    margin-inline-end: -12px;
  }
  .volume .bare svg {
    inline-size: 20px;
    block-size: 20px;
  }
  .volume .label {
    flex: none;
  }
  .volume input {
    flex: 1 1 40px;
    min-inline-size: 40px;
    block-size: 44px;
    margin: 0;
    accent-color: var(--_accent);
    cursor: pointer;
  }
  .volume .value {
    flex: none;
    min-inline-size: 3em;
    text-align: end;
  }
  .text-size {
    display: contents;
  }
  .sizes {
    flex: none;
    display: flex;
    margin-inline-end: -12px;
  }
  .size {
    position: relative;
    display: grid;
    place-items: center;
    inline-size: 44px;
    block-size: 44px;
    cursor: pointer;
  }
  .size input {
    appearance: none;
    position: absolute;
    inset: 0;
    margin: 0;
    border: 2px solid transparent;
    border-radius: calc(var(--_s) + 2px);
    background-clip: padding-box;
    cursor: pointer;
  }
  .size input:hover {
    background-color: var(--_raised);
  }
  .size input:checked {
    background-color: var(--_soft);
    box-shadow: inset 0 0 0 2px var(--_accent);
  }
  .size span {
    position: relative;
    display: grid;
    pointer-events: none;
  }
  [data-size='textNormal'] svg {
    inline-size: 14px;
  }
  [data-size='textLarge'] svg {
    inline-size: 19px;
  }
  [data-size='textLargest'] svg {
    inline-size: 24px;
  }
  .note {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 8px;
    flex: none;
    margin-inline-start: 48px;
    padding: 0 12px 8px 0;
    font-size: max(13px, 0.8125em);
    line-height: 1.385;
    color: var(--_muted);
  }
  .device[aria-pressed='true'] {
    font-weight: 600;
    background: var(--_soft);
  }
  .title-row button:focus-visible,
  .row:focus-visible,
  .row input:focus-visible {
    outline: 2px solid var(--_accent);
    outline-offset: -2px;
  }
  @media (prefers-reduced-motion: reduce) {
    .switch {
      transition: none;
    }
  }
  @media (forced-colors: active) {
    .switch,
    .switch::before,
    .size input:checked,
    .device[aria-pressed='true'] {
      forced-color-adjust: none;
      border-color: CanvasText;
    }
    .switch::before {
      background: CanvasText;
    }
    [aria-checked='true'] > .switch,
    .size input:checked,
    .device[aria-pressed='true'] {
      background: Highlight;
      color: HighlightText;
    }
    [aria-checked='true'] > .switch::before {
      background: HighlightText;
    }
    .size input:checked + span {
      color: HighlightText;
      forced-color-adjust: none;
    }
  }
`;
