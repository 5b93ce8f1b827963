import {css} from 'lit';

/** The secondary controls of a bar as a menu, where the avatar is too narrow for all of them. */
const asMenu = (bar: ReturnType<typeof css>) => css`
  ${bar} {
    position: static;
  }
  ${bar} .menu {
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
  ${bar} .menu[data-open] {
    display: flex;
  }
  ${bar} .menu .round {
    inline-size: auto;
    padding-inline: 0.8em;
    justify-content: flex-start;
    border-radius: 10px;
    border-color: transparent;
    background: none;
    backdrop-filter: none;
  }
  ${bar} .menu .round[data-on] {
    color: #fff;
    background: rgb(255 255 255 / 20%);
  }
  ${bar} .menu .round:hover {
    background: rgb(255 255 255 / 14%);
  }
  ${bar} .menu .name {
    all: unset;
    white-space: nowrap;
  }
  ${bar} .menu .clock {
    background: none;
    justify-content: flex-start;
  }
  ${bar} .menu .volume {
    padding: 0 0.8em;
    background: none;
  }
  ${bar} .menu .volume input {
    inline-size: 100%;
  }
  ${bar} .more {
    display: inline-flex;
  }
`;

/** The secondary controls: in the bar, or as a menu. */
export const menuStyles = css`
  .more {
    display: none;
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
  @container (inline-size < 32.5em) {
    ${asMenu(css`.bar`)}
  }
  @container (inline-size < 50em) {
    ${asMenu(css`.bar[data-chat]`)}
  }
  /* Too low for a list: rows of icons. */
  @container (inline-size < 32.5em) and (block-size < 20.6em) {
    :is(.bar, .bar[data-chat]) .menu[data-open] {
      flex-flow: row wrap;
      justify-content: center;
      inline-size: calc(5 * 44px + 2em);
    }
    :is(.bar, .bar[data-chat]) .menu .round {
      inline-size: 44px;
      padding: 0;
      justify-content: center;
    }
    :is(.bar, .bar[data-chat]) .menu .name {
      position: absolute;
      inline-size: 1px;
      block-size: 1px;
      overflow: hidden;
      clip-path: inset(50%);
    }
    :is(.bar, .bar[data-chat]) .menu .volume {
      padding: 0 0.4em;
      inline-size: 88px;
    }
  }
`;
