import {css} from 'lit';

/** The frame, the poster, the video and the start view: all styles that a page loads before the visitor shows intent. */
export const styles = css`
  /* What the page's ancestors set for their text is not meant for the avatar's. What hides it, or takes no press, is. */
  :host {
    all: initial;
    visibility: inherit;
    pointer-events: inherit;
    interactivity: inherit;
    -webkit-locale: inherit; /* the language, in Chromium and WebKit */
    color-scheme: light dark;
    --_accent: var(--avatar-accent, #4f46e5);
    --_on-accent: var(--avatar-on-accent, #fff);
    display: grid;
    grid-template-columns: 100%;
    position: relative;
    box-sizing: border-box;
    inline-size: 100%;
    max-inline-size: 100%;
    aspect-ratio: var(--avatar-aspect-ratio, 16 / 9);
    overflow: hidden;
    border-radius: var(--avatar-radius, 16px);
    background: var(--avatar-background, light-dark(#e8eaf3, #171a26));
    color: light-dark(#1c2030, #f2f3f8);
    font: 500 medium/1.4 var(--avatar-font, system-ui, sans-serif);
    isolation: isolate;
    contain: layout paint;
  }
  :host([hidden]),
  /* A server has sent the shadow root, and the script is still on its way. */
  :host([mode='floating' i]:not(:defined)) {
    display: none;
  }
  /* In the flow and with its own aspect ratio, so that it keeps its shape where a page's reset has made the host inline. */
  .frame {
    position: relative;
    inline-size: 100%;
    block-size: 100%;
    aspect-ratio: var(--avatar-aspect-ratio, 16 / 9);
    overflow: hidden;
    container-type: size;
    grid-area: 1/1;
  }
  /* Where the page makes a box as wide as its content, as a dialog or a table does: the width that a video has there. */
  :host::before {
    content: '';
    inline-size: 300px;
    grid-area: 1/1;
  }
  .placeholder,
  .poster,
  video,
  /* A page's rules win over a shadow root's, and many set "height: auto" for every image. */
  ::slotted([slot='poster']) {
    position: absolute;
    inset: 0;
    inline-size: 100% !important;
    block-size: 100% !important;
    object-fit: var(--avatar-object-fit, cover);
    object-position: var(--avatar-object-position, 50% 30%);
  }
  .placeholder {
    color: light-dark(#c3c9dd, #2b3046);
  }
  video {
    opacity: 0;
    transition: opacity 0.25s;
  }
  video.shown {
    opacity: 1;
  }
  .overlay {
    position: absolute;
    inset: 0;
  }
  .overlay > * {
    font-size: clamp(0.8125em, 2.2cqi + 0.4375em, 1.0625em);
  }
  .start {
    position: absolute;
    inset: 0;
    display: flex;
    flex-direction: column;
    align-items: center;
    justify-content: flex-end;
    gap: 0.6em;
    padding: max(0.9em, 6cqb) 1em;
  }
  .start p,
  .start details,
  ::slotted([slot='explanation']) {
    margin: 0;
    padding: 0.5em 0.9em;
    border-radius: 0.7em;
    background: light-dark(rgb(255 255 255 / 90%), rgb(10 12 20 / 85%));
    font-size: 0.9em;
  }
  .start button {
    font-size: clamp(1em, 2.6cqi, 1.6em);
    min-block-size: max(44px, 2.7em);
  }
  .badge {
    position: absolute;
    inset-block-start: 0.9em;
    inset-inline-start: 0.9em;
    padding: 0.25em 0.8em;
    border-radius: 99px;
    font-size: 0.8em;
    font-weight: 600;
    color: #fff;
    background: rgb(10 12 20 / 80%);
  }
  button {
    display: inline-flex;
    align-items: center;
    gap: 0.5em;
    min-block-size: 44px;
    padding: 0.4em 1.3em;
    border: 1px solid transparent;
    border-radius: 99px;
    font: inherit;
    font-weight: 600;
    cursor: pointer;
    -webkit-tap-highlight-color: transparent;
    touch-action: manipulation;
  }
  /* WebKit fires no click where what is pressed is replaced before the visitor lets go, as the label is at the first hover. */
  button > * {
    pointer-events: none;
  }
  .label {
    display: contents;
  }
  button:focus-visible,
  summary:focus-visible {
    outline: 3px solid #fff;
    outline-offset: 2px;
    box-shadow: 0 0 0 7px #10131c;
  }
  .primary {
    color: var(--_on-accent);
    background: var(--_accent);
    box-shadow: 0 6px 20px rgb(0 0 0 / 28%);
  }
  .primary:hover {
    filter: brightness(1.12);
  }
  .primary[aria-busy='true'] {
    cursor: progress;
  }
  button svg {
    inline-size: 1.3em;
    block-size: 1.3em;
    flex: none;
  }
  @media (prefers-reduced-motion: reduce) {
    video {
      transition: none;
    }
  }
  @media (forced-colors: active) {
    button {
      border-color: ButtonText;
      forced-color-adjust: auto;
    }
  }
`;

/** The host without a box: a floating avatar has its place in the corner, and until its code is loaded none at all. */
export const hiddenStyles = css`
  :host {
    display: none;
  }
`;

/** The page shows behind an avatar without its screen. */
export const chromaStyles = css`
  :host {
    background: none;
  }
`;
