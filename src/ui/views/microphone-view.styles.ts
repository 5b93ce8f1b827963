import {css} from 'lit';

/** The microphone button with its level, and the list of microphones. Red means muted in every meeting: open is green. */
export const microphoneStyles = css`
  .footer .level[data-on],
  .footer .hold:active,
  .footer[data-listening] .hold {
    color: var(--_surface);
    background: var(--_live);
    box-shadow: 0 0 0 calc(4px + var(--_level, 0) * 4px) color-mix(in oklab, var(--_live) 25%, transparent);
  }
  .hold {
    touch-action: none;
    user-select: none;
    -webkit-user-select: none;
    -webkit-touch-callout: none;
  }
  .asking {
    animation: asking 0s 0.3s backwards;
  }
  @keyframes asking {
    from {
      visibility: hidden;
    }
  }
  :host(:state(asking)) .level {
    border: 2px dashed currentColor;
  }
  .device[aria-pressed='true'] {
    font-weight: 600;
    background: var(--_soft);
  }
`;
