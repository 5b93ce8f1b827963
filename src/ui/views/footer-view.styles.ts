import {css} from 'lit';

/** The controls under the picture. In full screen, in a mini player and in a low frame they lie on it, and hide. */
export const footerStyles = css`
  .card {
    --_control: max(48px, min(3em, 67px, 17cqi));
  }
  .footer {
    flex: none;
    position: relative;
    display: flex;
    align-items: flex-end;
    justify-content: space-between;
    gap: var(--_gap);
    padding: 12px;
    transition: opacity 0.12s;
  }
  .footer[inert] {
    opacity: 0.5;
  }
  .mic {
    display: flex;
  }
  .round {
    position: relative;
    inline-size: var(--_control);
    block-size: var(--_control);
    min-block-size: 44px;
    flex: none;
    padding: 0;
    color: var(--_text);
    background: var(--_raised);
    border-color: transparent;
  }
  .round:hover,
  .quiet:hover {
    background: color-mix(in oklab, var(--_text) 10%, var(--_raised));
  }
  .round[data-on] {
    color: var(--_on-accent);
    background: var(--_accent);
  }
  .round[aria-disabled='true'] {
    cursor: default;
    color: color-mix(in oklab, var(--_text) 40%, var(--_raised));
    background: var(--_raised);
  }
  .footer > [part='stop'] {
    color: var(--_danger);
    background: color-mix(in oklab, var(--_danger) 12%, var(--_surface));
  }
  .footer > [part='stop']:hover {
    background: color-mix(in oklab, var(--_danger) 20%, var(--_surface));
  }
  .unlock {
    flex: 1;
    min-inline-size: 0;
  }
  /* Without a text box the microphone is in the middle. */
  .footer:not([data-chat]) .level {
    --_control: max(64px, min(4em, 90px, 20cqi));
  }
  .footer:not([data-chat]) {
    display: grid;
    grid-template-columns: 1fr auto 1fr;
    align-items: center;
  }
  [data-layout='']:not([data-mini]) .footer[data-hold]:not([data-chat]) {
    grid-template-columns: auto 1fr auto;
  }
  /* The bar needs the room more than captions do, which are in the settings as well. */
  @container (inline-size < 360px) {
    .footer[data-hold]:not([data-chat]) > [part='caption-toggle'] {
      display: none;
    }
  }
  @container (inline-size < 300px) {
    .footer {
      padding-inline: 8px;
    }
  }
  @container (inline-size < 200px) {
    .footer {
      padding: 8px;
    }
    .footer:not([data-chat]) .level {
      --_control: 48px;
    }
  }
  /* There is room for two controls. Captions are in the settings as well. */
  @container (inline-size < 176px) {
    .footer:not([data-chat]) {
      display: flex;
    }
    .footer > :is([part='caption-toggle'], [part='interrupt']) {
      display: none;
    }
  }
  .footer:not([data-chat]) > .mic,
  .footer:not([data-chat]) > .unlock {
    grid-area: 1 / 2;
  }
  .footer:not([data-chat]) > [part='stop'] {
    grid-area: 1 / 3;
    justify-self: end;
  }
  [data-layout='overlay'] .footer {
    padding: 8px;
    z-index: 1;
    pointer-events: none;
  }
  [data-layout='overlay'] .footer > * {
    pointer-events: auto;
    transition: opacity 0.25s;
  }
  [data-layout='overlay'] .footer .round {
    color: #fff;
    background: var(--_glass);
  }
  [data-layout='overlay'] .footer .round:hover {
    background: rgb(12 13 18 / 86%);
  }
  [data-layout='overlay'] .footer .round[data-on] {
    color: #10131c;
    background: #fff;
  }
  /* Hidden controls let a press through, which brings them back. */
  .footer[data-idle] > :not(.composer) {
    opacity: 0;
    pointer-events: none;
  }
  .footer[data-listening][data-idle] > .mic {
    opacity: 1;
    pointer-events: auto;
  }
`;
