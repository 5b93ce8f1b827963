import {css} from 'lit';
import {captionsStyles} from './captions-view.styles.js';
import {cardStyles} from './cards.styles.js';
import {composerStyles} from './composer-view.styles.js';
import {endedStyles} from './ended-view.styles.js';
import {footerStyles} from './footer-view.styles.js';
import {microphoneStyles} from './microphone-view.styles.js';
import {noticesStyles} from './notices-view.styles.js';
import {stageStyles} from './stage.styles.js';
import {tokenStyles} from './tokens.styles.js';
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
    color: var(--_text);
    background: var(--_raised);
  }
  .bare {
    gap: 6px;
    min-inline-size: 44px;
    min-block-size: 44px;
    padding: 4px 8px;
    color: inherit;
    background: none;
    font-size: 0.9em;
    font-weight: 500;
    border-radius: var(--_s);
  }
  .bare:hover {
    background: color-mix(in oklab, var(--_text) 8%, transparent);
  }
  .spinner {
    flex: none;
    inline-size: 1em;
    block-size: 1em;
    box-sizing: border-box;
    border: 2px solid var(--_line-strong);
    border-block-start-color: var(--_accent);
    border-radius: 50%;
    animation: turn 0.9s linear infinite;
  }
`;

/** A view of the panel fades in, what the visitor sends rises, and nothing else moves by itself. */
const motionStyles = css`
  .panel-view > :not(.start) {
    animation: appear 0.14s;
  }
  .sent .bubble,
  .thinking {
    animation: rise 0.16s;
  }
  @keyframes appear {
    from {
      opacity: 0;
    }
  }
  @keyframes rise {
    from {
      opacity: 0;
      translate: 0 6px;
    }
  }
  @keyframes pulse {
    50% {
      opacity: 0.5;
    }
  }
`;

/** The visitor's system settings. */
const preferenceStyles = css`
  .frame:focus-visible {
    outline-offset: -3px;
  }
  [data-quiet]:focus-visible {
    outline: none;
  }
  @media (prefers-reduced-motion: reduce) {
    .panel-view > :not(.start),
    .sent .bubble,
    .thinking {
      animation: appear 0.08s;
    }
    .thinking i {
      animation: none;
    }
    .spinner {
      display: none;
    }
    .spinner + span {
      animation: pulse 2s infinite;
    }
    .footer,
    .footer > *,
    .track div {
      transition: none;
    }
  }
  @media (forced-colors: active) {
    .chip,
    .caption,
    .cards,
    .strip,
    .footer {
      background: Canvas;
      color: CanvasText;
      forced-color-adjust: auto;
    }
    .composer,
    .track,
    .line:not(.tool) .bubble {
      border: 1px solid CanvasText;
    }
    .sheet header {
      gap: 4px;
      padding-block: 4px;
      padding-inline-end: 8px;
    }
    .track div,
    .dot {
      forced-color-adjust: none;
      background: Highlight;
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
  ${tokenStyles}
  ${commonStyles}
  ${stageStyles}
  ${cardStyles}
  ${footerStyles}
  ${microphoneStyles}
  ${composerStyles}
  ${captionsStyles}
  ${transcriptStyles}
  ${endedStyles}
  ${noticesStyles}
  ${motionStyles}
  ${preferenceStyles}
`;
