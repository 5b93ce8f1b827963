import {css} from 'lit';

/** The microphone button with its level. Red means muted in every meeting: open is green. */
export const microphoneStyles = css`
  .footer .level[data-on] {
    color: var(--_text);
    background: var(--_raised);
  }
  .footer[data-listening] .level:is([data-on], .hold) {
    color: var(--_surface);
    background: var(--_live);
    box-shadow: 0 0 0 calc(4px + var(--_level, 0) * 4px) color-mix(in oklab, var(--_live) 25%, transparent);
  }
  /* A bar with its name, except on the picture: there, a bar would reach the face. */
  [data-layout='']:not([data-mini]) .footer:is(:not([data-chat]), [data-held]) .hold {
    inline-size: 100%;
    block-size: max(64px, 4em);
    border-radius: 32px;
    padding: 4px 16px;
  }
  [data-layout='']:not([data-mini]) .footer:is(:not([data-chat]), [data-held]) .hold > .name {
    position: static;
    inline-size: auto;
    block-size: auto;
    overflow: visible;
    clip-path: none;
    white-space: normal;
    overflow-wrap: anywhere;
    line-height: 1.25;
  }
  .hold small {
    display: block;
    font-size: max(12px, 0.75em);
    font-weight: 400;
  }
  /* The bar lies on its neighbours, which keep their place, and the text box its focus. */
  [data-layout='']:not([data-mini]) .footer[data-held] .mic {
    position: absolute;
    inset: 0;
    z-index: 1;
    align-items: center;
    padding-inline: 12px;
    border-radius: inherit;
    background: var(--_surface);
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
`;
