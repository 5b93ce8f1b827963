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
  ${bar} .extras .round[aria-pressed='true'] {
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
    padding: 0.6em 0.8em;
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
export const panelStyles = css`
  .unseen,
  .name {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
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
  .veil slot {
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
  @container (block-size < 250px) {
    .steps li:not(.now) {
      display: none;
    }
  }
  .quiet {
    color: #fff;
    background: rgb(255 255 255 / 14%);
    border: 1px solid rgb(255 255 255 / 55%);
  }
  .quiet:hover {
    background: rgb(255 255 255 / 26%);
  }
  .bare {
    gap: 0.35em;
    padding: 0.2em 0.6em;
    color: inherit;
    background: none;
    font-size: 0.9em;
    min-inline-size: 44px;
    justify-content: center;
  }
  .bare:hover {
    background: rgb(255 255 255 / 16%);
  }
  .tools {
    display: flex;
    flex-wrap: wrap;
    gap: 0.3em;
  }
  details {
    max-inline-size: 34em;
    font-size: 0.82em;
    color: rgb(255 255 255 / 92%);
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
    opacity: 0.9;
  }

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
  .bar[data-idle]:not(:focus-within) > :not(.composer) {
    opacity: 0;
  }
  :host(:state(listening)) .bar[data-idle] > .mic {
    opacity: 1;
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
  .round[aria-pressed='true'] {
    color: #10131c;
    background: rgb(255 255 255 / 94%);
  }
  .more {
    display: none;
  }
  .level[aria-pressed='true'] {
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
    block-size: 24px;
    margin: 0;
    accent-color: #fff;
    color-scheme: dark;
    cursor: pointer;
  }
  .composer {
    display: flex;
    align-items: flex-end;
    flex: 1;
    min-inline-size: 0;
    margin: 0;
    border-radius: 22px;
    color: light-dark(#1c2030, #f2f3f8);
    background: light-dark(#fff, #1b1f2d);
    border: 1px solid light-dark(#767e98, #8b93ad);
    box-shadow: 0 4px 16px rgb(0 0 0 / 25%);
  }
  .composer:focus-within {
    outline: 3px solid #fff;
    outline-offset: 1px;
    box-shadow: 0 0 0 6px #10131c;
  }
  textarea {
    flex: 1;
    min-inline-size: 0;
    box-sizing: border-box;
    margin: 0;
    padding: 9px 0 9px;
    padding-inline-start: 16px;
    border: 0;
    outline: 0;
    resize: none;
    field-sizing: content;
    max-block-size: 7em;
    color: inherit;
    background: none;
    font: inherit;
    font-size: max(16px, 1em);
    line-height: 24px;
  }
  textarea::placeholder {
    white-space: nowrap;
    color: light-dark(#5a6178, #b3b9cd);
    opacity: 1;
  }
  .send {
    inline-size: 42px;
    min-block-size: 42px;
    flex: none;
    padding: 0;
    justify-content: center;
    color: light-dark(#4338ca, #c7c4ff);
    background: none;
  }
  .send:hover {
    background: light-dark(rgb(79 70 229 / 12%), rgb(255 255 255 / 12%));
  }
  .caption {
    align-self: center;
    max-inline-size: 92%;
    margin: 0;
    flex: none;
    text-align: center;
    font-size: clamp(1rem, 2.6cqi, 1.6rem);
    font-weight: 600;
    line-height: 1.4;
    color: #fff;
    display: -webkit-box;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 2;
    line-clamp: 2;
    overflow: hidden;
    pointer-events: none;
  }
  .caption span {
    padding: 0.1em 0.45em;
    border-radius: 0.3em;
    background: rgb(0 0 0 / 80%);
    box-decoration-break: clone;
    -webkit-box-decoration-break: clone;
  }
  .sheet {
    align-self: flex-end;
    display: flex;
    flex-direction: column;
    flex: 0 1 26rem;
    min-block-size: 0;
    inline-size: min(22rem, 100%);
    border-radius: 14px;
    overflow: hidden;
    color: light-dark(#1c2030, #f2f3f8);
    background: light-dark(rgb(255 255 255 / 96%), rgb(24 27 39 / 96%));
    border: 1px solid light-dark(#c9cede, #3a4058);
  }
  .sheet header {
    display: flex;
    align-items: center;
    flex: none;
    padding-inline-start: 1em;
    border-block-end: 1px solid light-dark(#dfe2ee, #33394f);
  }
  .sheet header strong {
    flex: 1;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .sheet .bare:hover {
    background: light-dark(rgb(0 0 0 / 7%), rgb(255 255 255 / 12%));
  }
  .sheet .bare span {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    overflow: hidden;
    clip-path: inset(50%);
  }
  .lines {
    flex: 1;
    min-block-size: 0;
    display: flex;
    flex-direction: column;
    gap: 0.6em;
    overflow: auto;
    padding: 0.8em 1em;
  }
  .lines:focus-visible {
    outline: 2px solid;
    outline-offset: -3px;
  }
  .lines p {
    margin: 0;
    overflow-wrap: anywhere;
  }
  .line b {
    display: block;
    font-size: 0.8em;
    color: light-dark(#4a5170, #b9bfd4);
  }
  .hint {
    color: light-dark(#4a5170, #b9bfd4);
  }
  @container (block-size < 250px) {
    .sheet {
      flex-basis: 100%;
    }
    .sheet header strong {
      font-size: 0.9em;
    }
  }

  .unlock {
    position: absolute;
    inset: 0;
    margin: auto;
    inline-size: fit-content;
    block-size: fit-content;
    z-index: 1;
    color: #10131c;
    background: #fff;
    box-shadow: 0 6px 24px rgb(0 0 0 / 35%);
  }
  .notices {
    position: absolute;
    inset-block-start: 0.75em;
    inset-inline: 0.75em;
    z-index: 1;
    display: grid;
    justify-items: center;
    gap: 0.5em;
    pointer-events: none;
  }
  .banner {
    margin: 0;
    padding: 0.35em 0.9em;
    border-radius: 18px;
    font-size: 0.88em;
    font-weight: 600;
    color: #fff;
    background: rgb(10 12 20 / 86%);
    pointer-events: auto;
  }
  .notice {
    display: flex;
    align-items: center;
    gap: 0.4em;
    padding-block: 0;
    padding-inline-end: 0;
  }
  .notice .bare {
    flex: none;
  }
  .question {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: center;
    gap: 0.4em 0.8em;
    padding: 0.6em 0.9em;
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
  @container (inline-size < 520px) {
    .composer:has(textarea:placeholder-shown) .send {
      display: none;
    }
  }
  :host(:fullscreen) {
    aspect-ratio: auto;
    max-inline-size: none;
    border-radius: 0;
  }
  @media (prefers-reduced-motion: reduce) {
    .now .mark {
      animation-duration: 3s;
    }
    .bar > * {
      transition: none;
    }
  }
  @media (forced-colors: active) {
    .veil,
    .banner,
    .sheet,
    .extras,
    .devices,
    .caption span {
      background: Canvas;
      color: CanvasText;
      forced-color-adjust: auto;
    }
    .round[aria-pressed='true'],
    .level[aria-pressed='true'] {
      forced-color-adjust: none;
      background: Highlight;
      color: HighlightText;
    }
  }
`;
