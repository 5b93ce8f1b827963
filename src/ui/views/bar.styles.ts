import {css} from 'lit';

/** The bar's secondary controls as a menu, where the avatar is too narrow for all of them. */
const asMenu = (bar: ReturnType<typeof css>) => css`
  ${bar} {
    position: static;
  }
  ${bar} .extras {
    position: absolute;
    inset-block-end: calc(44px + 1.2em);
    inset-inline-end: 0.7em;
    z-index: 1;
    flex-direction: column;
    align-items: stretch;
    gap: 0;
    max-block-size: calc(100% - 44px - 1.9em);
    box-sizing: border-box;
    overflow: auto;
    padding: 0.35em;
    border-radius: 14px;
    background: rgb(10 12 20 / 92%);
    border: 1px solid rgb(255 255 255 / 25%);
    display: none;
  }
  ${bar} .extras[data-open] {
    display: flex;
  }
  ${bar} .extras .round {
    inline-size: auto;
    padding-inline: 0.8em;
    justify-content: flex-start;
    border-radius: 10px;
    border-color: transparent;
    background: none;
    backdrop-filter: none;
  }
  ${bar} .extras .round[data-on] {
    color: #fff;
    background: rgb(255 255 255 / 20%);
  }
  ${bar} .extras .round:hover {
    background: rgb(255 255 255 / 14%);
  }
  ${bar} .extras .name {
    all: unset;
    white-space: nowrap;
  }
  ${bar} .extras .clock {
    background: none;
    justify-content: flex-start;
  }
  ${bar} .extras .volume {
    padding: 0 0.8em;
    background: none;
  }
  ${bar} .extras .volume input {
    inline-size: 100%;
  }
  ${bar} .more {
    display: inline-flex;
  }
`;

/** Styles of the panels; the element's own have the frame and the start button. */

/** The bar of controls, and the menu that takes what does not fit on it. */
export const barStyles = css`
  .deck {
    position: absolute;
    inset: 0;
    display: flex;
    flex-direction: column;
    justify-content: flex-end;
    gap: calc(var(--avatar-spacing, 0.7em) * 0.7);
    padding: var(--avatar-spacing, 0.7em);
    pointer-events: none;
  }
  .deck > * {
    pointer-events: auto;
  }
  .bar {
    position: relative;
    display: flex;
    align-items: flex-end;
    gap: calc(var(--avatar-spacing, 0.7em) * 0.57);
    pointer-events: none;
  }
  .bar > * {
    pointer-events: auto;
    transition: opacity 0.25s;
  }
  /* Hidden, they take no press: it is meant to bring them back. Who comes by the keyboard sees where he is. */
  .bar[data-idle]:not(:has(:is(button, input):focus-visible)) > :not(.composer) {
    opacity: 0;
    pointer-events: none;
  }
  :host(:state(listening)) .bar[data-idle] > .mic {
    opacity: 1;
    pointer-events: auto;
  }
  .bar > .space {
    flex: 1;
    pointer-events: none;
  }
  .extras,
  .mic {
    display: flex;
    align-items: center;
    gap: 0.4em;
  }
  .mic {
    position: relative;
  }
  .round {
    position: relative;
    inline-size: 44px;
    block-size: 44px;
    flex: none;
    padding: 0;
    justify-content: center;
    color: #fff;
    background: rgb(10 12 20 / 66%);
    border: 1px solid rgb(255 255 255 / 38%);
    backdrop-filter: blur(6px);
  }
  .round:hover {
    background: rgb(10 12 20 / 88%);
  }
  .round[data-on] {
    color: #10131c;
    background: rgb(255 255 255 / 94%);
  }
  .more {
    display: none;
  }
  .level[data-on] {
    color: #fff;
    background: #c81e3a;
    border-color: #fff;
    box-shadow: 0 0 0 calc(var(--_level, 0) * 9px) rgb(255 255 255 / 45%);
  }
  .hold {
    touch-action: none;
    user-select: none;
    -webkit-user-select: none;
    -webkit-touch-callout: none;
  }
  .hold:active,
  :host(:state(listening)) .hold {
    background: #c81e3a;
    border-color: #fff;
    box-shadow: 0 0 0 calc(3px + var(--_level, 0) * 9px) rgb(255 255 255 / 45%);
  }
  .devices {
    position: absolute;
    inset-block-end: calc(100% + 0.5em);
    inset-inline-start: 0;
    display: grid;
    inline-size: max-content;
    max-inline-size: min(20em, 90cqi);
    max-block-size: calc(100cqb - 6em);
    overflow: auto;
    padding: 0.35em;
    border-radius: 14px;
    color: #fff;
    background: rgb(10 12 20 / 92%);
    border: 1px solid rgb(255 255 255 / 25%);
  }
  .device {
    border-radius: 10px;
    color: inherit;
    background: none;
    text-align: start;
    font-weight: 500;
    padding-inline: 0.8em;
  }
  .device:hover {
    background: rgb(255 255 255 / 14%);
  }
  .device[aria-pressed='true'] {
    background: rgb(255 255 255 / 22%);
    font-weight: 700;
  }
  .clock {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    block-size: 44px;
    padding-inline: 0.8em;
    border-radius: 99px;
    color: #fff;
    background: rgb(10 12 20 / 66%);
    font-size: 0.88em;
    font-variant-numeric: tabular-nums;
  }
  .volume {
    display: inline-flex;
    align-items: center;
    block-size: 44px;
    padding-inline: 0.7em;
    border-radius: 99px;
    background: rgb(10 12 20 / 66%);
    box-sizing: border-box;
  }
  .volume input {
    inline-size: 76px;
    block-size: 44px;
    margin: 0;
    accent-color: #fff;
    color-scheme: dark;
    cursor: pointer;
  }
  @container (inline-size < 520px) {
    ${asMenu(css`.bar`)}
  }
  @container (inline-size < 800px) {
    ${asMenu(css`.bar[data-chat]`)}
  }
  /* Not high enough for a list: icons in rows. */
  @container (inline-size < 520px) and (block-size < 330px) {
    :is(.bar, .bar[data-chat]) .extras[data-open] {
      flex-flow: row wrap;
      justify-content: center;
      inline-size: calc(5 * 44px + 2em);
    }
    :is(.bar, .bar[data-chat]) .extras .round {
      inline-size: 44px;
      padding: 0;
      justify-content: center;
    }
    :is(.bar, .bar[data-chat]) .extras .name {
      position: absolute;
      inline-size: 1px;
      block-size: 1px;
      overflow: hidden;
      clip-path: inset(50%);
    }
    :is(.bar, .bar[data-chat]) .extras .volume {
      padding: 0 0.4em;
      inline-size: 88px;
    }
  }
`;
