import {css} from 'lit';
import {barStyles} from './bar.styles.js';
import {captionStyles} from './captions.styles.js';
import {composerStyles} from './composer.styles.js';
import {noticeStyles} from './notices.styles.js';
import {transcriptStyles} from './transcript.styles.js';
import {veilStyles} from './backdrop.styles.js';

/** What several panels share. */
const commonStyles = css`
  .unseen,
  .name {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
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
`;

/** Full screen, and what visitors have asked of their system. */
const preferenceStyles = css`
  .frame:focus-visible {
    outline: 3px solid #fff;
    outline-offset: -4px;
  }
  :host(:fullscreen) {
    aspect-ratio: auto;
    max-inline-size: none;
    border-radius: 0;
  }
  /* The screen's notch and corners are no place for a control. */
  :host(:fullscreen) .overlay {
    inset: env(safe-area-inset-top) env(safe-area-inset-right) env(safe-area-inset-bottom)
      env(safe-area-inset-left);
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
    .round[data-on] {
      forced-color-adjust: none;
      background: Highlight;
      color: HighlightText;
    }
  }
`;

/** The look of everything that is loaded on interest. */
export const panelStyles = css`
  ${commonStyles}
  ${veilStyles}
  ${barStyles}
  ${composerStyles}
  ${captionStyles}
  ${transcriptStyles}
  ${noticeStyles}
  ${preferenceStyles}
`;
