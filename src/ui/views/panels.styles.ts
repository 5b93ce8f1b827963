import {css} from 'lit';
import {backdropStyles} from './backdrop.styles.js';
import {barStyles} from './bar-view.styles.js';
import {captionsStyles} from './captions-view.styles.js';
import {composerStyles} from './composer-view.styles.js';
import {menuStyles} from './menu-view.styles.js';
import {microphoneStyles} from './microphone-view.styles.js';
import {noticesStyles} from './notices-view.styles.js';
import {transcriptStyles} from './transcript-view.styles.js';

/** Classes that several views share. */
const commonStyles = css`
  .visually-hidden,
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

/** Full screen, and the visitor's system settings. */
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
  /* The screen's notch and rounded corners would cut a control. */
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
    .backdrop,
    .banner,
    .sheet,
    .menu,
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

/** The styles of all views that are loaded on intent. */
export const panelStyles = css`
  ${commonStyles}
  ${backdropStyles}
  ${barStyles}
  ${microphoneStyles}
  ${menuStyles}
  ${composerStyles}
  ${captionsStyles}
  ${transcriptStyles}
  ${noticesStyles}
  ${preferenceStyles}
`;
